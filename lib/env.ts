/** The environment, parsed once; every problem is listed together and stops the process. */
import { z } from 'zod';
import { parseProxyTrust } from '@/lib/trusted-proxies';
import { combinationProblems, type Problem } from './env-checks';
import { READ_SOURCE_IDS } from './sources/table';

const blankIsUnset = (value: unknown) => (value === '' ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsUnset, schema.optional());
const withDefault = <T extends z.ZodType>(schema: T, fallback: z.input<T>) =>
  z.preprocess((value) => blankIsUnset(value) ?? fallback, schema);
const flag = (fallback: boolean) =>
  withDefault(
    z.enum(['1', '0', 'true', 'false', 'yes', 'no']).transform((v) => /^(1|true|yes)$/.test(v)),
    fallback ? '1' : '0',
  );
const list = (fallback: string) =>
  withDefault(
    z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean)),
    fallback,
  );
const httpUrl = z
  .url({ protocol: /^https?$/, error: 'is not an address such as https://example.org' })
  .transform((url) => url.replace(/\/+$/, ''));
/** Links, cookies and the front's rules are written for the root of a host. */
const siteUrl = httpUrl.refine(
  (url) => new URL(url).origin === url.toLowerCase(),
  'must be an address without a path, such as https://papers.example.org, because Broadsheet ' +
    "can't be served from a sub-path",
);
const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .transform(Number)
    .refine(
      (number) => Number.isInteger(number) && number >= min && number <= max,
      `is not a whole number from ${min} to ${max}`,
    );
const positiveNumber = z
  .string()
  .transform(Number)
  .refine((number) => number > 0 && Number.isFinite(number), 'is not a number above 0');
const listenAddress = z.union([z.ipv4(), z.ipv6(), z.literal('localhost')], {
  error: 'is not an IP address of this machine, such as 127.0.0.1; empty means every interface',
});
const timeZone = z.string().refine(isTimeZone, 'is not a time zone such as Europe/Vienna');

const ARXIV_CATEGORY = /^[a-z-]+(\.[A-Za-z-]+)?$/;

const schema = z.object({
  NODE_ENV: withDefault(z.enum(['development', 'production', 'test']), 'development'),
  HOST: optional(listenAddress),
  PORT: withDefault(wholeNumber(0, 65_535), '3000'),
  PUBLIC_URL: optional(siteUrl),
  DATABASE_URL: optional(
    z.url({
      protocol: /^postgres(ql)?$/,
      error: 'is not an address such as postgresql://user:password@host:5432/name',
    }),
  ),
  DATA_DIR: withDefault(z.string(), '.data'),
  SMTP_URL: optional(
    z.url({
      protocol: /^smtps?$/,
      error: 'is not an address such as smtp://user:password@host:587',
    }),
  ),
  /** Address of the local mailbox; the supervisor sets it with SMTP_URL. */
  MAILBOX_URL: optional(httpUrl),
  MAIL_FROM: optional(z.string().regex(/^[^\r\n]*@[^\r\n]+$/, 'needs an address')),
  MAIL_SENDER_LINE: withDefault(z.string().max(300), ''),
  MAIL_RATE: optional(positiveNumber),
  MAIL_POOL: withDefault(wholeNumber(1, 100), '5'),
  DKIM_DOMAIN: optional(z.string()),
  DKIM_SELECTOR: optional(z.string()),
  DKIM_PRIVATE_KEY: optional(z.string()),
  SES_TOPIC_ARN: optional(z.string()),
  POSTMARK_WEBHOOK_TOKEN: optional(z.string().min(16, 'needs 16 characters or more')),
  MAILGUN_SIGNING_KEY: optional(z.string()),
  SENDGRID_PUBLIC_KEY: optional(z.string()),
  AUTH_SECRET: optional(z.string().min(32, 'needs 32 characters or more')),
  CRON_SECRET: optional(z.string().min(16, 'needs 16 characters or more')),
  /** The desk opens only to a session that a passkey began. */
  CURATORS_NEED_PASSKEY: flag(false),
  CURATORS: list('').pipe(z.array(z.email('is not a mail address'))),
  GITHUB_CLIENT_ID: optional(z.string()),
  GITHUB_CLIENT_SECRET: optional(z.string()),
  GOOGLE_CLIENT_ID: optional(z.string()),
  GOOGLE_CLIENT_SECRET: optional(z.string()),
  ORCID_CLIENT_ID: optional(z.string()),
  ORCID_CLIENT_SECRET: optional(z.string()),
  ORCID_URL: withDefault(httpUrl, 'https://orcid.org'),
  HUGGINGFACE_CLIENT_ID: optional(z.string()),
  HUGGINGFACE_CLIENT_SECRET: optional(z.string()),
  HUGGINGFACE_URL: withDefault(httpUrl, 'https://huggingface.co'),
  METRICS_TOKEN: optional(z.string().min(16, 'needs 16 characters or more')),
  ARXIV_API_URL: withDefault(httpUrl, 'https://export.arxiv.org/api/query'),
  ARXIV_OAI_URL: withDefault(httpUrl, 'https://oaipmh.arxiv.org/oai'),
  ARXIV_RSS_URL: withDefault(httpUrl, 'https://rss.arxiv.org/atom'),
  HF_API_URL: withDefault(httpUrl, 'https://huggingface.co/api'),
  INGEST_SOURCES: list('huggingface,arxiv').pipe(z.array(z.enum(READ_SOURCE_IDS))),
  INGEST_CATEGORIES: list('').pipe(
    z.array(z.string().regex(ARXIV_CATEGORY, 'is not an arXiv category such as cs.LG')),
  ),
  WEB_PUSH: flag(true),
  EDITION_TIME_ZONE: withDefault(timeZone, 'UTC'),
  SITE_NAME: withDefault(z.string().min(1).max(60), 'Broadsheet'),
  /** `pseudo` brackets every string of the catalogue (lib/words), for translators and tests. */
  SITE_LANGUAGE: withDefault(z.enum(['en', 'pseudo']), 'en'),
  LOG_LEVEL: withDefault(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']), 'info'),
  DISABLE_SCHEDULER: flag(false),
  TRUST_PROXY: withDefault(z.string().transform(proxyTrust), '0'),
  COUNT_UPSTREAM_VOTES: flag(true),
  EMBEDDINGS: optional(z.enum(['local', 'url', 'none'])),
  EMBEDDINGS_URL: optional(httpUrl),
  EMBEDDINGS_MODEL: optional(z.string().max(200)),
  EMBEDDINGS_KEY: optional(z.string()),
});

export type Env = z.infer<typeof schema>;

/**
 * The settings in `source`, or every problem with them, a line each.
 * Pure, so that tests need not touch the process.
 */
export function parseEnv(
  source: Record<string, string | undefined>,
): { ok: true; env: Env } | { ok: false; problems: string[] } {
  const parsed = schema.safeParse(source, { error: inPlainWords });
  const fieldProblems = (parsed.error?.issues ?? []).map((issue): Problem => [
    String(issue.path[0] ?? 'env'),
    issue.message,
  ]);
  const valid = parsed.success ? parsed.data : validSettings(source);
  const problems = [...fieldProblems, ...combinationProblems(valid, source)];
  if (parsed.success && problems.length === 0) return { ok: true, env: parsed.data };
  return { ok: false, problems: problems.map(([name, message]) => `${name}: ${message}`) };
}

/** The settings that are valid alone, for the checks of combinations. */
function validSettings(source: Record<string, string | undefined>): Partial<Env> {
  return Object.fromEntries(
    Object.entries(schema.shape).flatMap(([name, field]) => {
      const parsed = field.safeParse(source[name]);
      return parsed.success ? [[name, parsed.data]] : [];
    }),
  );
}

/** Replaces the library's messages, which name types and formats, for checks without their own. */
function inPlainWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_value') return `is not one of ${issue.values.join(', ')}`;
  if (issue.code === 'too_big') return `is longer than ${String(issue.maximum)} characters`;
  return undefined;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function proxyTrust(text: string, context: z.core.$RefinementCtx) {
  try {
    return parseProxyTrust(text);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const message =
      'is neither a number of proxies from 1 to 9 nor a list of their addresses, such as 10.0.0.2 or 10.0.0.0/8';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  }
}

function parseOrExit(): Env {
  const result = parseEnv(process.env);
  if (result.ok) return result.env;
  process.stderr.write(
    `Broadsheet can't start with these settings:\n  ${result.problems.join('\n  ')}\n` +
      'Each setting is described in docs/settings.md.\n',
  );
  process.exit(1);
}

export const env: Env = parseOrExit();
/** Where readers reach this site, without a trailing slash. */
export const publicUrl = env.PUBLIC_URL ?? `http://localhost:${env.PORT}`;
/**
 * The interface to listen on, or undefined for all of them. Behind a proxy strangers must not
 * reach the port, because they could claim any address there.
 */
export const listenHost = env.HOST ?? (env.TRUST_PROXY ? '127.0.0.1' : undefined);
