/** POST /account: the forms of a reader's own page, told apart by their button. */
import { ZodError } from 'zod';
import { newToken } from '@/app/account/shown-once';
import { signInPath } from '@/app/sign-in/path';
import { signedOut } from '@/app/sign-in/signed-in';
import { changeProfile, deleteAccount, exportAccount, removeSignIn } from '@/lib/accounts/commands';
import { findReader, findSessionId } from '@/lib/accounts/queries';
import { deleteForm, idForm, profileForm } from '@/lib/accounts/schema';
import { endSessions, signOut } from '@/lib/accounts/sign-in-commands';
import { createToken, revokeToken } from '@/lib/accounts/token-commands';
import { tokenForm } from '@/lib/accounts/token-rules';
import { systemClock } from '@/lib/clock';
import { database } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { backWith, formObject, formRoute, seeOther } from '@/lib/http/form';
import { requireAllowance } from '@/lib/http/limit-commands';
import { endPushSubscriptionsOf } from '@/lib/push/commands';

type Fields = Record<string, string | string[]>;
type Asked = { userId: string; fields: Fields; headers: Headers };
type Act = (asked: Asked) => Promise<Response>;

const done = (what: string) => seeOther(`/account?done=${what}`);

const ACTS: Record<string, Act> = {
  async profile({ userId, fields }) {
    await requireAllowance('profile', userId);
    const parsed = profileForm.safeParse(fields);
    if (!parsed.success) return backWith('/account', fieldAtFault(parsed.error), fields);
    const changed = await changeProfile(database(), userId, parsed.data);
    return changed.ok ? done('saved') : backWith('/account', changed.reason, fields);
  },
  async 'end-session'({ userId, fields }) {
    await endSessions(userId, idForm.parse(fields));
    return done('ended');
  },
  async 'end-others'({ userId, headers }) {
    await endSessions(userId, { not: (await findSessionId(headers)) ?? '' });
    return done('ended');
  },
  async remove({ userId, fields }) {
    await removeSignIn(database(), userId, idForm.parse(fields).id);
    return done('removed');
  },
  async 'make-token'({ userId, fields }) {
    const asked = { ...tokenForm.parse(fields), userId, now: systemClock() };
    const made = await createToken(database(), asked);
    if (!made.ok) return seeOther(`/account?problem=${made.reason}#tokens`);
    const response = seeOther('/account?done=token#tokens');
    response.headers.append('set-cookie', newToken.cookie(made.token));
    return response;
  },
  async 'revoke-token'({ userId, fields }) {
    await revokeToken(database(), { id: idForm.parse(fields).id, userId });
    return seeOther('/account?done=revoked#tokens');
  },
  async 'end-notifications'({ userId }) {
    await endPushSubscriptionsOf(database(), userId);
    return done('quiet');
  },
  async export({ userId }) {
    return Response.json(await exportAccount(database(), userId), {
      headers: {
        'content-disposition': 'attachment; filename="broadsheet-account.json"',
        'cache-control': 'no-store',
      },
    });
  },
  async delete({ userId, fields, headers }) {
    deleteForm.parse(fields);
    await deleteAccount(database(), userId);
    return signedOut(seeOther('/account/deleted'), await signOut(headers));
  },
};

export const POST = formRoute(async (form, _context, { headers }) => {
  const reader = await findReader(headers);
  if (!reader) return seeOther(signInPath({ next: '/account' }));
  const { act: name, ...fields } = formObject(form);
  const act = typeof name === 'string' && Object.hasOwn(ACTS, name) ? ACTS[name] : undefined;
  if (!act) throw new AppError('bad_request');
  try {
    return await act({ userId: reader.id, fields, headers });
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    return seeOther(`/account?problem=${fieldAtFault(error)}`);
  }
});

function fieldAtFault({ issues }: ZodError): string {
  return String(issues[0]?.path[0] ?? 'form');
}
