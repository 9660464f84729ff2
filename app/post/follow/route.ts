/** POST /follow: follows or unfollows an author or a topic. */
import { z } from 'zod';
import { getFollowTarget } from '@/lib/accounts/follow-queries';
import { signInPath } from '@/app/sign-in/path';
import { follow, unfollow } from '@/lib/accounts/follow-commands';
import { findReader } from '@/lib/accounts/sessions/identity-commands';
import { database } from '@/lib/db/client';
import { fieldsOf, formObject, formRoute, seeOther } from '@/lib/http/form';
import { requireAllowance } from '@/lib/http/limit-commands';

const ACTS = { follow, unfollow } as const;
const actForm = z.object({ act: z.enum(['follow', 'unfollow']).default('follow') });

export const POST = formRoute(async (form, _context, request) => {
  const target = await getFollowTarget(
    database(),
    Object.fromEntries(request.nextUrl.searchParams.entries()),
  );
  const reader = await findReader(request.headers);
  if (!reader) return seeOther(signInPath({ next: target.path }));
  await requireAllowance('keep', reader.id);
  const { act } = fieldsOf(actForm, formObject(form));
  const { kind, name, path } = target;
  const changed = await ACTS[act](database(), reader.id, { kind, name });
  return seeOther(`${path}&${changed.ok ? `done=${act}ed` : `problem=${changed.reason}`}`);
});
