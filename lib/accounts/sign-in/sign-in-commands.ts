/** Signing in by a link in a mail, and out. */
import { isAPIError } from 'better-auth/api';
import { database, type Database } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { logSecurity } from '@/lib/http/security-log';
import { auth } from './auth';
import { linkCookie } from './link-cookie';
import type { Provider } from './providers';

/** Where a sign-in leads, and the paper that the reader meant to vote for. */
export type Intent = { next: string; vote?: string };

/**
 * Mails a link to an address, whether or not it has an account: the caller can't tell. The link is
 * created in better-auth, which calls `auth.ts` back to have it mailed. Earlier links to the
 * address are void. Returns the cookie by which the link knows this browser again.
 */
export async function requestSignIn(
  email: string,
  intent: Intent,
  headers: Headers,
): Promise<string> {
  await auth().api.signInMagicLink({ body: { email, metadata: intent }, headers });
  return linkCookie(await keepNewestLink(database(), email));
}

/** Returns the hash of the link that stays. Of two requests at once, the later one stays. */
async function keepNewestLink(db: Database, email: string): Promise<string> {
  // As better-auth stores it for an address without a name.
  const value = JSON.stringify({ email });
  await db.$executeRaw`
    DELETE FROM "Verification" older WHERE older."value" = ${value} AND EXISTS (
      SELECT 1 FROM "Verification" newer WHERE newer."value" = ${value}
        AND (newer."createdAt", newer."id") > (older."createdAt", older."id"))`;
  const newest = await db.verification.findFirst({
    where: { value },
    select: { identifier: true },
  });
  return newest?.identifier ?? '';
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
    await endReplacedSession(headers);
    return { ok: true, userId: answer.response.user.id, cookies: answer.headers.getSetCookie() };
  } catch (error) {
    // better-auth says no to a spent or expired link by leading to an address with ?error=.
    if (isAPIError(error) && (error.status === 'FOUND' || error.status === 'FORBIDDEN')) {
      logSecurity('sign_in_failed', headers, { method: 'link' });
      return { ok: false };
    }
    throw error;
  }
}

/** A browser has one session: the one that it had before ends when another begins in it. */
export async function endReplacedSession(headers: Headers): Promise<void> {
  const replaced = await auth().api.getSession({ headers });
  if (replaced) await endSessions(replaced.user.id, { id: replaced.session.id });
}

/** Ends the session of this browser; returns the cookies that make it forget. */
export async function signOut(headers: Headers): Promise<string[]> {
  const answer = await auth().api.signOut({ headers, returnHeaders: true });
  return answer.headers.getSetCookie();
}

/** Ends one session of the reader's, or all but the one in use. Returns how many there were. */
export async function endSessions(
  userId: string,
  which: { id: string } | { not: string },
): Promise<number> {
  const id = 'id' in which ? which.id : { not: which.not };
  return (await database().session.deleteMany({ where: { userId, id } })).count;
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
  const request = {
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
    ? auth().api.linkSocialAccount(request)
    : auth().api.signInSocial(request));
  const { url } = answer.response;
  if (!url) throw new AppError('upstream_unavailable');
  return { url, cookies: answer.headers.getSetCookie() };
}
