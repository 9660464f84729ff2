/** POST /library: makes a collection. */
import { signInPath } from '@/app/sign-in/path';
import { findReader } from '@/lib/accounts/sessions/identity-commands';
import { database } from '@/lib/db/client';
import { formObject, formRoute, seeOther } from '@/lib/http/form';
import { requireAllowance } from '@/lib/http/limit-commands';
import { createCollection } from '@/lib/library/collection-commands';
import { collectionForm } from '@/lib/library/schema';
import { collectionPath, PATHS } from '@/lib/site/paths';

export const POST = formRoute(async (form, _context, request) => {
  const reader = await findReader(request.headers);
  if (!reader) return seeOther(signInPath({ next: PATHS.library }));
  await requireAllowance('keep', reader.id);
  const parsed = collectionForm.safeParse(formObject(form));
  if (!parsed.success) return seeOther(`${PATHS.library}?problem=name`);
  const id = await createCollection(database(), reader.id, parsed.data);
  return seeOther(`${collectionPath(id)}?done=made`);
});
