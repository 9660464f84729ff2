/** Other sites that readers can sign in with: each is offered where its settings are. */
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
 * OpenID providers. Their addresses are stated rather than discovered, so that a start needs no
 * network. Each names the reader at its own address: ID tokens are left unread, so that none can
 * be forged, replayed or meant for another site. ORCID tells no mail address, so one that can't be
 * mailed stands in until its owner signs in by mail.
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

/** Providers that send `"false"` or `1` have confirmed nothing: only a boolean true counts. */
function confirmationOf(profile: object) {
  return { emailVerified: Reflect.get(profile, 'email_verified') === true };
}

type Validate = NonNullable<NonNullable<BetterAuthOptions['user']>['validateUserInfo']>;

/**
 * Refuses an address that its provider hasn't confirmed: no account begins with one, and none is
 * connected by one. An account that is connected already opens all the same.
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

/** The profile that a provider gives at its own address, or null where it gives none. */
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
    // A provider that is away leads back to the sign-in page, which offers a link instead.
    log.warn({ err: error }, 'a provider gave no profile');
    return null;
  }
}

/** Addresses that stand in for none; nothing is ever mailed to them (RFC 2606). */
const ORCID_ADDRESS = '@orcid.invalid';

/** Whether an account's address is one that no link can be mailed to. */
export function isStandIn(email: string): boolean {
  return email.endsWith(ORCID_ADDRESS);
}
