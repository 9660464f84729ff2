/** POST /account: the forms of the account page, distinguished by button. */
import { ZodError } from 'zod';
import { newToken } from '@/lib/accounts/shown-once';
import { confirmPath, signInPath } from '@/app/sign-in/path';
import { signedOut } from '@/app/sign-in/signed-in';
import { changeProfile, deleteAccount, exportAccount, removeSignIn } from '@/lib/accounts/commands';
import {
  findSessionId,
  findSignedIn,
  isFreshlySignedIn,
  mayChangePasskeys,
  type SignedIn,
} from '@/lib/accounts/sessions/identity-commands';
import { deleteForm, idForm, profileForm } from '@/lib/accounts/schema';
import { endSessions, signOut } from '@/lib/accounts/sign-in/sign-in-commands';
import { createToken, revokeToken } from '@/lib/accounts/tokens/token-commands';
import { tokenForm } from '@/lib/accounts/tokens/token-rules';
import { systemClock } from '@/lib/clock';
import { database } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { backWith, formObject, formRoute, seeOther } from '@/lib/http/form';
import { requireAllowance } from '@/lib/http/limit-commands';
import { logSecurity } from '@/lib/http/security-log';
import { endPushSubscriptionsOf } from '@/lib/push/commands';
import { words } from '@/lib/words';
import { PATHS } from '@/lib/site/paths';

type Fields = Record<string, string | string[]>;
type FormRequest = { userId: string; signedIn: SignedIn; fields: Fields; headers: Headers };
type Act = (form: FormRequest) => Promise<Response>;

const done = (what: string) => seeOther(`${PATHS.account}?done=${what}`);

/** An unattended browser must not be enough for these. */
const NEEDS_FRESH = new Set(['make-token', 'remove', 'delete', 'end-session', 'end-others']);

const ACTS: Record<string, Act> = {
  async profile({ userId, fields }) {
    await requireAllowance('profile', userId);
    const parsed = profileForm.safeParse(fields);
    if (!parsed.success) return backWith(PATHS.account, fieldAtFault(parsed.error), fields);
    const changed = await changeProfile(database(), userId, parsed.data);
    return changed.ok ? done('saved') : backWith(PATHS.account, changed.reason, fields);
  },
  async 'end-session'({ userId, fields }) {
    const ended = await endSessions(userId, idForm.parse(fields));
    return doneOnce(ended > 0, 'ended');
  },
  async 'end-others'({ userId, headers }) {
    await endSessions(userId, { not: (await findSessionId(headers)) ?? '' });
    return done('ended');
  },
  async remove({ userId, signedIn, fields }) {
    if (!(await mayChangePasskeys(signedIn)))
      return seeOther(confirmPath(PATHS.account, 'passkey'));
    const removed = await removeSignIn(database(), userId, idForm.parse(fields).id);
    return doneOnce(removed, 'removed');
  },
  async 'make-token'({ userId, fields, headers }) {
    const form = { ...tokenForm.parse(fields), userId, now: systemClock() };
    const made = await createToken(database(), form);
    if (!made.ok) return seeOther(`${PATHS.account}?problem=${made.reason}#tokens`);
    logSecurity('token_created', headers);
    const response = seeOther(`${PATHS.account}?done=token#tokens`);
    response.headers.append('set-cookie', newToken.cookie(made.token));
    return response;
  },
  async 'revoke-token'({ userId, fields }) {
    const revoked = await revokeToken(database(), { id: idForm.parse(fields).id, userId });
    return doneOnce(revoked, 'revoked#tokens');
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
    const cookies = await signOut(headers);
    return signedOut(seeOther(PATHS.accountDeleted), cookies, { everything: true });
  },
};

/** Throws not_found for a missing item, or another reader's. */
function doneOnce(isDone: boolean, what: string): Response {
  if (!isDone) throw new AppError('not_found', words.refusals.gone);
  return done(what);
}

export const POST = formRoute(async (form, _context, { headers }) => {
  const signedIn = await findSignedIn(headers);
  if (!signedIn) return seeOther(signInPath({ next: PATHS.account }));
  const { act: name, ...fields } = formObject(form);
  const act = typeof name === 'string' && Object.hasOwn(ACTS, name) ? ACTS[name] : undefined;
  if (!act) throw new AppError('bad_request');
  if (NEEDS_FRESH.has(String(name)) && !isFreshlySignedIn(signedIn)) {
    return seeOther(confirmPath(PATHS.account));
  }
  try {
    return await act({ userId: signedIn.reader.id, signedIn, fields, headers });
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    return seeOther(`${PATHS.account}?problem=${fieldAtFault(error)}`);
  }
});

function fieldAtFault({ issues }: ZodError): string {
  return String(issues[0]?.path[0] ?? 'form');
}
