/** Signing in by a link in a mail, and out. */
import { isAPIError } from 'better-auth/api';
import { database, type Database } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { auth } from './auth';
import type { Provider } from './providers';

/** Where a sign-in leads, and the paper that the reader meant to vote for. */
export type Intent = { next: string; vote?: string };

/**
 * Mails a link to an address, whether or not it has an account: the caller can't tell.
 * The link comes into being in better-auth, which calls `auth.ts` back to have it mailed.
 */
export async function requestSignIn(email: string, intent: Intent, headers: Headers) {
  await auth().api.signInMagicLink({ body: { email, metadata: intent }, headers });
}

export type SignIn = { ok: true; userId: string; cookies: string[] } | { ok: false };

/**
 * Spends a link: of two presses one signs in. Always with a new session, so that one planted
 * in the browser before is of no use to whoever planted it.
 */
export async function spendSignInLink(token: string, headers: Headers): Promise<SignIn> {
  try {
    const answer = await auth().api.magicLinkVerify({
      query: { token },
      headers: withoutSession(headers),
      returnHeaders: true,
    });
    return { ok: true, userId: answer.response.user.id, cookies: answer.headers.getSetCookie() };
  } catch (error) {
    // better-auth says no to a spent or expired link by leading to an address with ?error=.
    if (isAPIError(error) && (error.status === 'FOUND' || error.status === 'FORBIDDEN')) {
      return { ok: false };
    }
    throw error;
  }
}

/** Ends the session of this browser; returns the cookies that make it forget. */
export async function signOut(headers: Headers): Promise<string[]> {
  const answer = await auth().api.signOut({ headers, returnHeaders: true });
  return answer.headers.getSetCookie();
}

/** Ends one session of the reader's, or all but the one in use. */
export async function endSessions(userId: string, which: { id: string } | { not: string }) {
  const id = 'id' in which ? which.id : { not: which.not };
  await database().session.deleteMany({ where: { userId, id } });
}

/** Forgets sessions and links whose time is over. */
export async function forgetSignIns(db: Database, now: Date): Promise<number> {
  const expiresAt = { lt: now };
  const sessions = await db.session.deleteMany({ where: { expiresAt } });
  const links = await db.verification.deleteMany({ where: { expiresAt } });
  return sessions.count + links.count;
}

function withoutSession(headers: Headers): Headers {
  const bare = new Headers(headers);
  bare.delete('cookie');
  return bare;
}

type Journey = { next: string; failure: string; headers: Headers };

/**
 * The address of another site that can say who a reader is, and the cookies to come back with.
 * For a reader who is signed in it connects that site's account with theirs.
 */
export async function setOutFor(provider: Provider['id'], journey: Journey, isSignedIn: boolean) {
  const asked = {
    body: {
      provider,
      callbackURL: journey.next,
      errorCallbackURL: journey.failure,
      disableRedirect: true,
    },
    headers: journey.headers,
    returnHeaders: true,
  } as const;
  const answer = await (isSignedIn
    ? auth().api.linkSocialAccount(asked)
    : auth().api.signInSocial(asked));
  const { url } = answer.response;
  if (!url) throw new AppError('upstream_unavailable');
  return { url, cookies: answer.headers.getSetCookie() };
}
