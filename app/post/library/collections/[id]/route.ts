/** POST /library/collections/[id]: the forms of a collection, distinguished by button. */
import { z } from 'zod';
import { signInPath } from '@/app/sign-in/path';
import { findReader } from '@/lib/accounts/sessions/identity-commands';
import { database, type Database } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { fieldsOf, formObject, formRoute, seeOther } from '@/lib/http/form';
import { requireAllowance } from '@/lib/http/limit-commands';
import {
  deleteCollection,
  describeCollection,
  removeFromCollection,
  shareCollection,
  unshareCollection,
} from '@/lib/library/collection-commands';
import { collectionForm } from '@/lib/library/schema';
import { words } from '@/lib/words';
import { collectionPath, PATHS } from '@/lib/site/paths';

type Context = { params: Promise<{ id: string }> };
type Owned = { userId: string; id: string };
type Act = (db: Database, owned: Owned, fields: object) => Promise<string>;

const paperForm = z.object({ paper: z.string().max(100) });

/** Each returns its redirect. */
const ACTS: Record<string, Act> = {
  async describe(db, owned, fields) {
    const parsed = collectionForm.safeParse(fields);
    const field = String(parsed.error?.issues[0]?.path[0] ?? 'name');
    if (!parsed.success) return `${pathOf(owned)}?problem=${field}`;
    await describeCollection(db, owned, parsed.data);
    return `${pathOf(owned)}?done=described`;
  },
  async share(db, owned) {
    await shareCollection(db, owned);
    return `${pathOf(owned)}?done=shared#sharing`;
  },
  async unshare(db, owned) {
    await unshareCollection(db, owned);
    return `${pathOf(owned)}?done=unshared#sharing`;
  },
  async take(db, owned, fields) {
    await removeFromCollection(db, owned, fieldsOf(paperForm, fields).paper);
    return `${pathOf(owned)}?done=taken`;
  },
  async delete(db, owned) {
    const isDeleted = await deleteCollection(db, owned);
    if (!isDeleted) throw new AppError('not_found', words.refusals.noCollection);
    return `${PATHS.library}?done=deleted`;
  },
};

export const POST = formRoute(async (form, { params }: Context, request) => {
  const { id } = await params;
  const reader = await findReader(request.headers);
  if (!reader) return seeOther(signInPath({ next: collectionPath(id) }));
  await requireAllowance('keep', reader.id);
  const { act: name, ...fields } = formObject(form);
  const act = typeof name === 'string' && Object.hasOwn(ACTS, name) ? ACTS[name] : undefined;
  if (!act) throw new AppError('bad_request');
  return seeOther(await act(database(), { userId: reader.id, id }, fields));
});

function pathOf({ id }: Owned): string {
  return collectionPath(id);
}
