/** Signs readers in by a mailed link, and out. */
import { isAPIError } from 'better-auth/api';
import { database, type Database } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { logSecurity } from '@/lib/http/security-log';
import { auth } from './auth';
import { linkCookie } from './link-cookie';
import type { Provider } from './providers';

/** The redirect after sign-in, and the paper that the reader meant to vote for. */
export type Intent = { next: string; vote?: string };

/**
 * Mails a link to an address, whether or not it has an account: the caller can't distinguish.
 * Creates the link in better-auth, which calls `auth.ts` back to mail it. Voids earlier links to
 * the address. Returns the cookie that ties the link to this browser.
 */
export async function requestSignIn(
  email: string,
  intent: Intent,
  headers: Headers,
): Promise<string> {
  await auth().api.signInMagicLink({ body: { email, metadata: intent }, headers });
  return linkCookie(await keepNewestLink(database(), email));
}

/** Returns the valid link's hash. Of two simultaneous requests the later one wins. */
async function keepNewestLink(db: Database, email: string): Promise<string> {
  // The format in which better-auth stores an address without a name.
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
 * Redeems a link: of two clicks one signs in. Always starts a new session, so that an attacker
 * can't plant one in the browser first.
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
    // better-auth redirects a used or expired link to an address with ?error=.
    if (isAPIError(error) && (error.status === 'FOUND' || error.status === 'FORBIDDEN')) {
      logSecurity('sign_in_failed', headers, { method: 'link' });
      return { ok: false };
    }
    throw error;
  }
}

/** A browser has one session: a new one ends the one before. */
export async function endReplacedSession(headers: Headers): Promise<void> {
  const replaced = await auth().api.getSession({ headers });
  if (replaced) await endSessions(replaced.user.id, { id: replaced.session.id });
}

/** Ends this browser's session; returns the cookies that clear it. */
export async function signOut(headers: Headers): Promise<string[]> {
  const answer = await auth().api.signOut({ headers, returnHeaders: true });
  return answer.headers.getSetCookie();
}

/** Ends one session of the reader's, or all but the current one. Returns their number. */
export async function endSessions(
  userId: string,
  which: { id: string } | { not: string },
): Promise<number> {
  const id = 'id' in which ? which.id : { not: which.not };
  return (await database().session.deleteMany({ where: { userId, id } })).count;
}

/** Deletes expired sessions and links. */
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
 * Returns a provider's sign-in address, and the cookies for the return. Connects that provider's
 * account for a signed-in reader.
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
