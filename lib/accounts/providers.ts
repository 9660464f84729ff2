/** Other sites that readers can sign in with: each is offered where its settings are. */
import type { GenericOAuthConfig } from 'better-auth/plugins';
import { env } from '@/lib/env';

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
  const { GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET, GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET } = env;
  return {
    ...(GITHUB_CLIENT_ID && {
      github: { clientId: GITHUB_CLIENT_ID, clientSecret: GITHUB_CLIENT_SECRET ?? '' },
    }),
    ...(GOOGLE_CLIENT_ID && {
      google: { clientId: GOOGLE_CLIENT_ID, clientSecret: GOOGLE_CLIENT_SECRET ?? '' },
    }),
  };
}

/**
 * The two that better-auth has no provider of its own for. ORCID tells no address, so its iD
 * stands in for one: an account made so has no mail until its owner gives one.
 * https://info.orcid.org/documentation/api-tutorials/api-tutorial-get-and-authenticated-orcid-id/
 * https://huggingface.co/docs/hub/oauth
 */
export function genericProviders(): GenericOAuthConfig[] {
  const { ORCID_CLIENT_ID, ORCID_CLIENT_SECRET } = env;
  const { HUGGINGFACE_CLIENT_ID, HUGGINGFACE_CLIENT_SECRET } = env;
  const providers: GenericOAuthConfig[] = [];
  if (ORCID_CLIENT_ID) {
    providers.push({
      providerId: 'orcid',
      clientId: ORCID_CLIENT_ID,
      clientSecret: ORCID_CLIENT_SECRET,
      discoveryUrl: `${env.ORCID_URL}/.well-known/openid-configuration`,
      scopes: ['openid'],
      pkce: false,
      mapProfileToUser: (profile) => ({
        email: `${String(profile.sub)}${ORCID_ADDRESS}`,
        emailVerified: false,
        name: [profile.given_name, profile.family_name].filter(Boolean).join(' '),
        orcid: String(profile.sub),
      }),
    });
  }
  if (HUGGINGFACE_CLIENT_ID) {
    providers.push({
      providerId: 'huggingface',
      clientId: HUGGINGFACE_CLIENT_ID,
      clientSecret: HUGGINGFACE_CLIENT_SECRET,
      discoveryUrl: `${env.HUGGINGFACE_URL}/.well-known/openid-configuration`,
      scopes: ['openid', 'profile', 'email'],
    });
  }
  return providers;
}

/** Addresses that stand in for none; nothing is ever mailed to them (RFC 2606). */
export const ORCID_ADDRESS = '@orcid.invalid';
