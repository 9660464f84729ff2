/** POST /save/[...id]: saves a paper, with note and collections; a card's button only saves. */
import { z } from 'zod';
import { signInPath } from '@/app/sign-in/path';
import { addressedId } from '@/app/site';
import { findReader } from '@/lib/accounts/sessions/identity-commands';
import { database } from '@/lib/db/client';
import { fieldsOf, formObject, formRoute, seeOther } from '@/lib/http/form';
import { requireAllowance } from '@/lib/http/limit-commands';
import { removeBookmark, saveBookmark, writeNote } from '@/lib/library/bookmark-commands';
import { collectPaper, createCollection } from '@/lib/library/collection-commands';
import { chosenForm, collectionForm, noteForm } from '@/lib/library/schema';
import { savePath } from '@/lib/site/paths';

type Context = { params: Promise<{ id: string[] }> };
type Kept = { userId: string; paperId: string };
type Act = (kept: Kept, fields: object) => Promise<string>;

const actForm = z.object({ act: z.enum(['save', 'remove', 'note', 'collect']).default('save') });

/** Each returns the key of the page's message. */
const ACTS: Record<z.infer<typeof actForm>['act'], Act> = {
  async save(kept) {
    await saveBookmark(database(), kept);
    return 'done=saved';
  },
  async remove(kept) {
    await removeBookmark(database(), kept);
    return 'done=removed';
  },
  async note(kept, fields) {
    const parsed = noteForm.safeParse(fields);
    if (!parsed.success) return 'problem=note';
    await writeNote(database(), { ...kept, ...parsed.data });
    return 'done=noted';
  },
  async collect(kept, fields) {
    const { collections } = fieldsOf(chosenForm, fields);
    const isNew = 'name' in fields && fields.name !== '';
    const made = isNew ? collectionForm.safeParse(fields) : null;
    if (made && !made.success) return 'problem=name';
    if (made) collections.push(await createCollection(database(), kept.userId, made.data));
    await collectPaper(database(), { ...kept, collections });
    return 'done=collected';
  },
};

export const POST = formRoute(async (form, { params }: Context, request) => {
  const paperId = addressedId((await params).id);
  const path = savePath(paperId);
  const reader = await findReader(request.headers);
  if (!reader) return seeOther(signInPath({ next: path }));
  await requireAllowance('bookmark', reader.id);
  const fields = formObject(form);
  const { act } = fieldsOf(actForm, fields);
  return seeOther(`${path}?${await ACTS[act]({ userId: reader.id, paperId }, fields)}`);
});
