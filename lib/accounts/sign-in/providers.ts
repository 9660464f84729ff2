/** External providers for sign-in, each enabled by its settings. */
import type { BetterAuthOptions } from 'better-auth';
import type { OAuth2Tokens } from 'better-auth/oauth2';
import type { GenericOAuthConfig, GenericOAuthUserInfo } from 'better-auth/plugins';
import { z } from 'zod';
import { env } from '@/lib/env';
import { log } from '@/lib/log';

const USER_INFO_TIMEOUT_MS = 10_000;

export type Provider = { id: 'github' | 'google' | 'orcid' | 'huggingface'; name: string };

const PROVIDERS: (Provider & { isSet: boolean })[] = [
  { id: 'github', name: 'GitHub', isSet: Boolean(env.GITHUB_CLIENT_ID) },
  { id: 'google', name: 'Google', isSet: Boolean(env.GOOGLE_CLIENT_ID) },
  { id: 'orcid', name: 'ORCID', isSet: Boolean(env.ORCID_CLIENT_ID) },
  { id: 'huggingface', name: 'Hugging Face', isSet: Boolean(env.HUGGINGFACE_CLIENT_ID) },
];

export function offeredProviders(): Provider[] {
  return PROVIDERS.filter(({ isSet }) => isSet).map(({ id, name }) => ({ id, name }));
}

export function socialProviders() {
  const { GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET } = env;
  return GITHUB_CLIENT_ID
    ? { github: { clientId: GITHUB_CLIENT_ID, clientSecret: GITHUB_CLIENT_SECRET ?? '' } }
    : {};
}

/**
 * OpenID providers. Endpoints are constants instead of discovered, so that a start needs no
 * network. Reads the reader from the userinfo endpoint: ignores ID tokens, so that none can be
 * forged, replayed or meant for another site. ORCID returns no mail address, so an unmailable one
 * serves until its owner signs in by mail.
 *
 * https://info.orcid.org/documentation/api-tutorials/api-tutorial-get-and-authenticated-orcid-id/
 * https://huggingface.co/docs/hub/oauth
 * https://developers.google.com/identity/openid-connect/openid-connect
 */
export function genericProviders(): GenericOAuthConfig[] {
  const { ORCID_CLIENT_ID, ORCID_CLIENT_SECRET } = env;
  const { HUGGINGFACE_CLIENT_ID, HUGGINGFACE_CLIENT_SECRET } = env;
  const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET } = env;
  return [
    ORCID_CLIENT_ID && {
      providerId: 'orcid',
      clientId: ORCID_CLIENT_ID,
      clientSecret: ORCID_CLIENT_SECRET,
      ...endpointsAt(env.ORCID_URL),
      scopes: ['openid'],
      pkce: false,
      mapProfileToUser: (profile: GenericOAuthUserInfo) => ({
        email: `${String(profile.sub)}${ORCID_ADDRESS}`,
        emailVerified: false,
        name: [profile.given_name, profile.family_name].filter(Boolean).join(' '),
      }),
    },
    HUGGINGFACE_CLIENT_ID && {
      providerId: 'huggingface',
      clientId: HUGGINGFACE_CLIENT_ID,
      clientSecret: HUGGINGFACE_CLIENT_SECRET,
      ...endpointsAt(env.HUGGINGFACE_URL),
      scopes: ['openid', 'profile', 'email'],
      mapProfileToUser: confirmationOf,
    },
    GOOGLE_CLIENT_ID && {
      providerId: 'google',
      clientId: GOOGLE_CLIENT_ID,
      clientSecret: GOOGLE_CLIENT_SECRET,
      ...openid(GOOGLE),
      scopes: ['openid', 'profile', 'email'],
      mapProfileToUser: confirmationOf,
    },
  ].filter((provider) => typeof provider === 'object');
}

/** Only a boolean true confirms: some providers send `"false"` or `1`. */
function confirmationOf(profile: object) {
  return { emailVerified: Reflect.get(profile, 'email_verified') === true };
}

type Validate = NonNullable<NonNullable<BetterAuthOptions['user']>['validateUserInfo']>;

/**
 * Rejects an address that its provider hasn't confirmed, for new accounts and new connections. An
 * account already connected still opens.
 */
export const refusalOfProfile: Validate = async ({ user, source }) => {
  if (source.method !== 'oauth') return;
  const isConfirmed: unknown = user.emailVerified;
  const isClear = isConfirmed === undefined || typeof isConfirmed === 'boolean';
  if (isClear && (source.action === 'sign-in' || source.oauth?.providerId === 'orcid')) return;
  if (isConfirmed !== true) return { error: 'address_not_confirmed' };
};

type Endpoints = { authorizationUrl: string; tokenUrl: string; userInfoUrl: string };

const GOOGLE: Endpoints = {
  authorizationUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
  tokenUrl: 'https://oauth2.googleapis.com/token',
  userInfoUrl: 'https://openidconnect.googleapis.com/v1/userinfo',
};

function endpointsAt(site: string) {
  return openid({
    authorizationUrl: `${site}/oauth/authorize`,
    tokenUrl: `${site}/oauth/token`,
    userInfoUrl: `${site}/oauth/userinfo`,
  });
}

function openid(endpoints: Endpoints) {
  return {
    ...endpoints,
    getUserInfo: (tokens: OAuth2Tokens) => findProfile(endpoints.userInfoUrl, tokens),
    accountSubject: ({ profile }: { profile: GenericOAuthUserInfo }) => String(profile.sub),
  };
}

const profileSchema = z.looseObject({
  sub: z.union([z.string().min(1), z.number()]),
  email: z.string().optional(),
  name: z.string().optional(),
});

/** The profile from the provider's userinfo endpoint, or null without one. */
async function findProfile(
  userInfoUrl: string,
  { accessToken }: OAuth2Tokens,
): Promise<GenericOAuthUserInfo | null> {
  try {
    const response = await fetch(userInfoUrl, {
      headers: { authorization: `Bearer ${accessToken}` },
      redirect: 'error',
      signal: AbortSignal.timeout(USER_INFO_TIMEOUT_MS),
    });
    const parsed = profileSchema.safeParse(response.ok ? await response.json() : null);
    return parsed.success ? { ...parsed.data, ...confirmationOf(parsed.data) } : null;
  } catch (error) {
    // If a provider fails, redirects to the sign-in page, which offers a link instead.
    log.warn({ err: error }, 'a provider gave no profile');
    return null;
  }
}

/** Placeholder addresses, which never get mail (RFC 2606). */
const ORCID_ADDRESS = '@orcid.invalid';

/** Whether an account's address can't get mail. */
export function isStandIn(email: string): boolean {
  return email.endsWith(ORCID_ADDRESS);
}
