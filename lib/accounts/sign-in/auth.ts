/** Configures better-auth: ways to sign in, and the data of a new account. */
import { passkey } from '@better-auth/passkey';
import { APIError, betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { genericOAuth, magicLink } from 'better-auth/plugins';
import { database } from '@/lib/db/client';
import { env, publicUrl } from '@/lib/env';
import { COOKIE_PREFIX, hasSecureCookies } from '@/lib/http/cookies';
import { log } from '@/lib/log';
import { addressSchema } from '@/lib/mail/address';
import { enqueue } from '@/lib/queue/commands';
import { processWide } from '@/lib/process-wide';
import { PATHS } from '@/lib/site/paths';
import {
  acceptInvitation,
  joinSubscription,
  keepOrcid,
  newAccountColumns,
} from './new-account-commands';
import { genericProviders, refusalOfProfile, socialProviders } from './providers';
import { SIGN_IN_WITHIN_MINUTES } from '../rules';
import { FRESH_HOURS, newSessionColumns, SESSION_DAYS } from '../sessions/session-rules';
import { logSignIn } from '../sessions/session-commands';
import { nonceOf, signInToken } from '../tokens/secrets';
import { words } from '@/lib/words';

const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;

/** better-auth's paths open over HTTP; our forms and commands do the rest. */
export const OPEN_PATHS =
  /^\/(passkey\/(generate-register-options|generate-authenticate-options|verify-registration|verify-authentication)|callback\/[\w-]+)$/;

const shared = processWide('auth', createAuth);

/** This process's better-auth, created lazily, so that a build needs no database. */
export function auth(): Auth {
  return shared.get();
}

type Auth = ReturnType<typeof createAuth>;

function createAuth() {
  return betterAuth({
    appName: env.SITE_NAME,
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret: env.AUTH_SECRET,
    database: prismaAdapter(database(), { provider: 'postgresql' }),
    user: {
      additionalFields: {
        handle: { type: 'string', required: false, input: false },
        role: { type: 'string', required: false, input: false },
        networkHash: { type: 'string', required: false, input: false, returned: false },
        trustedAt: { type: 'date', required: false, input: false },
        suspendedAt: { type: 'date', required: false, input: false },
      },
      validateUserInfo: refusalOfProfile,
    },
    // The cookie lasts as long as a session can; its row ends sooner when idle (session-rules.ts).
    session: {
      expiresIn: SESSION_DAYS * DAY_S,
      disableSessionRefresh: true,
      freshAge: FRESH_HOURS * HOUR_S,
      additionalFields: { method: { type: 'string', required: false, input: false } },
    },
    account: {
      encryptOAuthTokens: true,
      // A provider that confirmed the address opens its account; a signed-in reader may connect one
      // with another address. ORCID confirms none, and its iDs can't be mistaken for addresses
      // (providers.ts).
      accountLinking: {
        enabled: true,
        allowDifferentEmails: true,
        trustedProviders: ['orcid'],
      },
    },
    socialProviders: socialProviders(),
    plugins: [
      linkInMail({
        expiresIn: SIGN_IN_WITHIN_MINUTES * 60,
        storeToken: 'hashed',
        generateToken: (email) => signInToken(email),
        // A job sends the mail, so that the answer doesn't depend on the mail server. The job
        // stores the link's ingredients, not the link.
        sendMagicLink: ({ email, token, metadata }) =>
          enqueue(database(), 'mail-sign-in', { email, nonce: nonceOf(token), ...metadata }),
      }),
      passkey({ rpID: new URL(publicUrl).hostname, rpName: env.SITE_NAME, origin: publicUrl }),
      genericOAuth({ config: genericProviders() }),
    ],
    databaseHooks: {
      user: {
        create: {
          before: async (user, context) => ({
            data: { ...user, ...(await newAccountColumns(user, context?.headers)) },
          }),
        },
      },
      account: {
        create: {
          after: async ({ providerId, accountId, userId }) => {
            if (providerId === 'orcid') await keepOrcid(userId, accountId);
          },
        },
      },
      session: {
        create: {
          before: async ({ userId, createdAt }, context) => {
            const user = await database().user.findUnique({ where: { id: userId } });
            if (user?.suspendedAt) {
              const message = words.refusals.suspended;
              throw new APIError('FORBIDDEN', { code: 'account_suspended', message });
            }
            return { data: newSessionColumns(createdAt, context) };
          },
          after: async (session, context) => {
            await joinSubscription(session.userId);
            await acceptInvitation(session.userId);
            logSignIn(session, context?.headers);
          },
        },
      },
    },
    advanced: {
      // better-auth's own prefix is the weaker __Secure-.
      useSecureCookies: false,
      cookiePrefix: `${COOKIE_PREFIX}better-auth`,
      defaultCookieAttributes: { secure: hasSecureCookies },
      // Sessions store no IP address, for privacy.
      ipAddress: { disableIpTracking: true },
    },
    // Our limits count in Postgres and hold across processes (lib/http/limit-commands.ts).
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // Redirect of a provider when better-auth can't match the sign-in.
    onAPIError: { errorURL: `${publicUrl}${PATHS.signIn}` },
    logger: {
      log: (level, message, ...rest) => log[level](rest.length > 0 ? { rest } : {}, message),
    },
  });
}

/** better-auth's sign-in link, for every address that the other forms accept. */
function linkInMail(options: Parameters<typeof magicLink>[0]) {
  const plugin = magicLink(options);
  const { options: endpoint } = plugin.endpoints.signInMagicLink;
  // better-auth's own schema rejects letters of other scripts, some ASCII signs, and domains such
  // as xn--4rr70v, with an unhelpful error.
  Object.assign(endpoint, { body: endpoint.body.extend({ email: addressSchema }) });
  return plugin;
}
