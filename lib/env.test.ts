import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { parseEnv } from './env';

const DATABASE_URL = 'postgresql://reader@db.example/broadsheet';

function settings(source: Record<string, string | undefined>) {
  const parsed = parseEnv(source);
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  return parsed.env;
}

function problems(source: Record<string, string | undefined>): string[] {
  const parsed = parseEnv(source);
  return parsed.ok ? [] : parsed.problems;
}

test('without any setting everything has its default', () => {
  expect(settings({})).toMatchObject({
    PORT: 3000,
    DATA_DIR: '.data',
    INGEST_SOURCES: ['huggingface', 'arxiv'],
    INGEST_CATEGORIES: [],
    EDITION_TIME_ZONE: 'UTC',
    SITE_NAME: 'Broadsheet',
    COUNT_UPSTREAM_VOTES: true,
    DISABLE_SCHEDULER: false,
  });
});

test('an empty value is as good as none', () => {
  const names = [
    'PORT',
    'PUBLIC_URL',
    'DATABASE_URL',
    'CRON_SECRET',
    'INGEST_SOURCES',
    'EDITION_TIME_ZONE',
    'COUNT_UPSTREAM_VOTES',
  ];
  const blank = Object.fromEntries(names.map((name) => [name, '']));
  expect(settings(blank)).toEqual(settings({}));
});

test('variables that are not ours are no problem', () => {
  expect(settings({ PATH: '/bin', HOME: '/' })).toEqual(settings({}));
});

test.each([
  ['1', true],
  ['true', true],
  ['yes', true],
  ['0', false],
  ['false', false],
  ['no', false],
])('a switch may be %s', (written, on) => {
  expect(settings({ COUNT_UPSTREAM_VOTES: written }).COUNT_UPSTREAM_VOTES).toBe(on);
});

test.each([
  [
    'INGEST_CATEGORIES',
    'cs.LG, cond-mat.mes-hall hep-th',
    ['cs.LG', 'cond-mat.mes-hall', 'hep-th'],
  ],
  ['INGEST_SOURCES', 'arxiv', ['arxiv']],
  ['PUBLIC_URL', 'https://paper.example/', 'https://paper.example'],
  ['HF_API_URL', 'http://127.0.0.1:4000/api//', 'http://127.0.0.1:4000/api'],
  ['PORT', '0', 0],
  ['HOST', '127.0.0.1', '127.0.0.1'],
  ['HOST', '::', '::'],
  ['TRUST_PROXY', '0', null],
  ['TRUST_PROXY', '', null],
  ['TRUST_PROXY', '2', expect.any(Function)],
  ['TRUST_PROXY', '10.0.0.2, 192.168.0.0/16', expect.any(Function)],
  ['EDITION_TIME_ZONE', 'Europe/Vienna', 'Europe/Vienna'],
  [
    'DATABASE_URL',
    'postgres://reader@db.example/broadsheet',
    'postgres://reader@db.example/broadsheet',
  ],
] as const)('%s=%s is read', (name, written, read) => {
  expect(settings({ [name]: written })).toHaveProperty(name, read);
});

test.each([
  ['PORT', '70000'],
  ['PORT', 'http'],
  ['PORT', '30.5'],
  ['HOST', 'example.org:80'],
  ['HOST', '300.1.1.1'],
  ['TRUST_PROXY', 'everybody'],
  ['TRUST_PROXY', '10.0.0.0/99'],
  ['TRUST_PROXY', '-1'],
  ['PUBLIC_URL', 'paper.example'],
  ['PUBLIC_URL', 'javascript:alert(1)'],
  ['DATABASE_URL', 'mysql://db.example/broadsheet'],
  ['CRON_SECRET', 'short'],
  ['METRICS_TOKEN', 'short'],
  ['ARXIV_API_URL', 'ftp://arxiv.example'],
  ['INGEST_SOURCES', 'arxiv,twitter'],
  ['INGEST_CATEGORIES', 'cs.LG,learning!'],
  ['EDITION_TIME_ZONE', 'Vienna'],
  ['SITE_NAME', 'x'.repeat(61)],
  ['LOG_LEVEL', 'loud'],
  ['COUNT_UPSTREAM_VOTES', 'maybe'],
])('%s=%s is a problem that names its setting', (name, written) => {
  expect(problems({ [name]: written })).toEqual([expect.stringMatching(new RegExp(`^${name}: `))]);
});

test('all problems are listed together, those of combinations included', () => {
  expect(
    problems({
      NODE_ENV: 'production',
      DATABASE_URL,
      PORT: 'three thousand',
      PUBLIC_URL: 'https://paper.example',
      SITE_NAME: 'x'.repeat(61),
      LOG_LEVEL: 'loud',
      MAIL_RATE: 'fast',
      CRON_SECRET: 'short',
      GITHUB_CLIENT_ID: 'paper',
      EMBEDDINGS: 'url',
      DKIM_DOMAIN: 'paper.example',
      DKIM_PRIVATE_KEY: 'no key',
    }),
  ).toEqual([
    'PORT: is not a whole number from 0 to 65535',
    'MAIL_RATE: is not a number above 0',
    'CRON_SECRET: needs 16 characters or more',
    'SITE_NAME: is longer than 60 characters',
    'LOG_LEVEL: is not one of trace, debug, info, warn, error, silent',
    'AUTH_SECRET: is required in production when DATABASE_URL is set',
    expect.stringMatching(/^SMTP_URL: is required when PUBLIC_URL starts with https/),
    'GITHUB_CLIENT_SECRET: is missing: signing in with GITHUB needs both',
    'EMBEDDINGS_URL: is missing: EMBEDDINGS=url needs it',
    'DKIM_SELECTOR: is missing: DKIM needs all three',
    'DKIM_PRIVATE_KEY: is not an RSA private key in PEM',
  ]);
});

test.each(['https://paper.example/daily', 'https://paper.example/?a=b', 'http://a.example#b'])(
  'the site can not be at %s, below a path',
  (PUBLIC_URL) => {
    expect(problems({ PUBLIC_URL })).toEqual([
      expect.stringContaining('PUBLIC_URL: must be an address without a path'),
    ]);
  },
);

test('a DKIM key is an RSA key, with line breaks or written in one line', () => {
  const pem = (type: 'rsa' | 'ed25519') =>
    (type === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 1024 })
      : generateKeyPairSync('ed25519')
    ).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const withKey = (DKIM_PRIVATE_KEY: string) =>
    problems({ DKIM_DOMAIN: 'paper.example', DKIM_SELECTOR: 'may', DKIM_PRIVATE_KEY });
  expect(withKey(pem('rsa'))).toEqual([]);
  expect(withKey(pem('rsa').replaceAll('\n', '\\n'))).toEqual([]);
  expect(withKey(pem('ed25519'))).toEqual(['DKIM_PRIVATE_KEY: is not an RSA private key in PEM']);
});

test('a site at an https address needs a mail server, other sites have the local mailbox', () => {
  const [NODE_ENV, PUBLIC_URL] = ['production', 'https://paper.example'];
  expect(problems({ NODE_ENV, PUBLIC_URL })).toEqual([expect.stringMatching(/^SMTP_URL: /)]);
  expect(problems({ NODE_ENV, PUBLIC_URL, SMTP_URL: 'smtp://mail.example' })).toEqual([]);
  expect(problems({ NODE_ENV, PUBLIC_URL: 'http://paper.example' })).toEqual([]);
});

test('a problem does not repeat a secret', () => {
  const facts = problems({ CRON_SECRET: 'hunter2', DATABASE_URL: 'mysql://root:hunter2@db' });
  expect(facts).toHaveLength(2);
  expect(facts.join()).not.toContain('hunter2');
});

test('in production a database of one’s own needs a key for the scheduler', () => {
  expect(problems({ NODE_ENV: 'production', DATABASE_URL })).toContain(
    'CRON_SECRET: is required in production when DATABASE_URL is set',
  );
  expect(problems({ NODE_ENV: 'development', DATABASE_URL })).toEqual([]);
  expect(problems({ NODE_ENV: 'production' })).toEqual([]);
});

test('an embeddings endpoint needs its address and its model', () => {
  const EMBEDDINGS_URL = 'http://embedder.example/v1';
  expect(problems({ EMBEDDINGS: 'url' })).toEqual([
    'EMBEDDINGS_URL: is missing: EMBEDDINGS=url needs it',
  ]);
  expect(problems({ EMBEDDINGS_URL })).toEqual([
    'EMBEDDINGS_MODEL: is missing: EMBEDDINGS_URL needs it',
  ]);
  expect(problems({ EMBEDDINGS_URL, EMBEDDINGS_MODEL: 'tiny' })).toEqual([]);
});
