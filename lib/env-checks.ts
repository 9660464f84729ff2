/** Problems with combinations of settings, and with values that only a closer look shows. Pure. */
import { createPrivateKey } from 'node:crypto';
import type { Env } from './env';

type Source = Record<string, string | undefined>;
/** A problem by its setting. */
export type Problem = [name: string, message: string];

/**
 * `env` has the settings that are valid by themselves. `source` has all of them, because a setting
 * with a wrong value isn't missing.
 */
export function combinationProblems(env: Partial<Env>, source: Source): Problem[] {
  const isGiven = (name: string) => Boolean(source[name]);
  return [
    ...productionProblems(env, isGiven),
    ...signInProblems(isGiven),
    ...embeddingProblems(env, isGiven),
    ...dkimProblems(env, isGiven),
  ];
}

type IsGiven = (name: string) => boolean;

function productionProblems({ NODE_ENV, PUBLIC_URL }: Partial<Env>, isGiven: IsGiven): Problem[] {
  if (NODE_ENV !== 'production') return [];
  const problems: Problem[] = [];
  if (isGiven('DATABASE_URL')) {
    for (const name of ['AUTH_SECRET', 'CRON_SECRET']) {
      if (isGiven(name)) continue;
      problems.push([name, 'is required in production when DATABASE_URL is set']);
    }
  }
  if (PUBLIC_URL?.startsWith('https:') && !isGiven('SMTP_URL')) {
    const reason = 'without it the local mailbox keeps all mail, and no reader gets any';
    problems.push(['SMTP_URL', `is required when PUBLIC_URL starts with https:// (${reason})`]);
  }
  return problems;
}

function signInProblems(isGiven: IsGiven): Problem[] {
  return ['GITHUB', 'GOOGLE', 'ORCID', 'HUGGINGFACE'].flatMap((site): Problem[] => {
    const [id, secret] = [`${site}_CLIENT_ID`, `${site}_CLIENT_SECRET`] as const;
    if (isGiven(id) === isGiven(secret)) return [];
    return [[isGiven(id) ? secret : id, `is missing: signing in with ${site} needs both`]];
  });
}

function embeddingProblems({ EMBEDDINGS }: Partial<Env>, isGiven: IsGiven): Problem[] {
  const problems: Problem[] = [];
  if (EMBEDDINGS === 'url' && !isGiven('EMBEDDINGS_URL')) {
    problems.push(['EMBEDDINGS_URL', 'is missing: EMBEDDINGS=url needs it']);
  }
  if (isGiven('EMBEDDINGS_URL') && !isGiven('EMBEDDINGS_MODEL')) {
    problems.push(['EMBEDDINGS_MODEL', 'is missing: EMBEDDINGS_URL needs it']);
  }
  return problems;
}

const DKIM = ['DKIM_DOMAIN', 'DKIM_SELECTOR', 'DKIM_PRIVATE_KEY'];

function dkimProblems({ DKIM_PRIVATE_KEY: key }: Partial<Env>, isGiven: IsGiven): Problem[] {
  if (!DKIM.some(isGiven)) return [];
  const missing = DKIM.filter((name) => !isGiven(name)).map((name): Problem => [
    name,
    'is missing: DKIM needs all three',
  ]);
  return key && !isRsaKey(key)
    ? [...missing, ['DKIM_PRIVATE_KEY', 'is not an RSA private key in PEM']]
    : missing;
}

/** nodemailer sends mails unsigned, without an error, when it can't use a key. */
function isRsaKey(pem: string): boolean {
  try {
    return createPrivateKey(pem.replaceAll('\\n', '\n')).asymmetricKeyType === 'rsa';
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}
