/** Sends thousands of hostile requests to every route: rejected or served, never a server error. */
import type { BrowserContext, Page } from '@playwright/test';
import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { startDatabaseSite, type DatabaseSite } from './support/database-site';
import {
  oddReads,
  oddWrites,
  routesOfApp,
  type KnownValues,
  type OddRequest,
} from './support/odd-requests';
import { mailedLink, signIn } from './support/sign-in';
import { START_TIMEOUT_MS, startSite } from './support/site';
import { expect, test } from './support/test';

const SEED = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 1e9));
/** Enough to visit each route many times; FUZZ_REQUESTS=5000 looks further. */
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 1_500);
const AT_ONCE = 16;
/** Resets readers' rate limits after so many requests. */
const ROUND = 250;
const ANSWER_WITHIN_MS = 30_000;
/** Maximum share of answers that report an overload. */
const MAX_REFUSED = 0.03;
/** Minimum share of answers that show or do something, so that not only a router is tested. */
const MIN_SUCCEEDED = 0.1;
const EMAILS = ['odd-reader@tidewater.example', 'odd-curator@tidewater.example'] as const;

/** Headers of each sender: anonymous, reader, curator and program. */
type Sender = Record<string, string>;
type Answer = { status: number | string; retryAfter: string | undefined };

test(`${REQUESTS} odd reads and ${REQUESTS} odd writes over all routes never fail`, async ({
  browser,
}) => {
  test.setTimeout(START_TIMEOUT_MS * 3);
  process.stdout.write(`FUZZ_SEED=${SEED}\n`);
  const settings = { TRUST_PROXY: '1', GITHUB_CLIENT_ID: 'odd', GITHUB_CLIENT_SECRET: 'odd' };
  const site = await startDatabaseSite(settings, startSite);
  const context = await browser.newContext({ baseURL: site.url });
  try {
    const { senders, known } = await settleIn(site, context);
    const routes = routesOfApp();
    const source = {
      seed: SEED,
      count: REQUESTS,
      known,
      senders: senders.length,
      origin: site.url,
    };
    const writable = routes.filter(
      ({ path, methods }) => path.startsWith('/api/') || methods.some((name) => name !== 'GET'),
    );
    const requests = [...oddReads(routes, source), ...oddWrites(writable, source)];
    const answers = await sendAll(site, requests, senders);
    process.stdout.write(`${JSON.stringify(countOf(answers))}\n`);

    expect(answers).toHaveLength(REQUESTS * 2);
    const failures = answers.filter(({ answer }) => isFailure(answer));
    expect(failures.map(described), `seed ${SEED}\n${site.output().slice(-9_000)}`).toEqual([]);
    expect(shareOf(answers, 503, 503)).toBeLessThan(MAX_REFUSED);
    expect(shareOf(answers, 200, 399)).toBeGreaterThan(MIN_SUCCEEDED);
    // The readers are still signed in, so forms were sent with their sessions.
    for (const sender of senders.slice(1, 3)) {
      const request = { method: 'GET', target: '/account', headers: {}, body: null, sender: 0 };
      expect((await send(site.port, request, sender)).status).toBe(200);
    }
  } finally {
    await context.close();
    await site.close();
  }
});

type Sent = { request: OddRequest; answer: Answer };

async function sendAll(
  site: DatabaseSite,
  requests: OddRequest[],
  senders: Sender[],
): Promise<Sent[]> {
  const sent: Sent[] = [];
  for (let start = 0; start < requests.length; start += ROUND) {
    await site.database.query('DELETE FROM "RateLimit"');
    const waiting = requests.slice(start, start + ROUND);
    const sendNext = async (): Promise<void> => {
      const request = waiting.shift();
      if (!request) return;
      const sender = endsSession(request) ? {} : senders[request.sender];
      const answer = await send(site.port, request, { ...sender, ...network(sent.length) });
      sent.push({ request, answer });
      return sendNext();
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sendNext));
  }
  return sent;
}

/** A network of its own for each request, as written by the site's proxy. */
function network(number: number): Record<string, string> {
  return { 'x-forwarded-for': `2001:db8:${number.toString(16)}::1` };
}

/** Only anonymous requests sign out and delete accounts, because other readers are needed later. */
function endsSession({ target, body }: OddRequest): boolean {
  return (
    target.includes('sign-out') || (target.includes('account') && /delete|end-/.test(body ?? ''))
  );
}

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

async function send(port: number, request: OddRequest, sender: Sender): Promise<Answer> {
  const { method, target: path, headers, body } = request;
  const sent = httpRequest({
    agent,
    host: '127.0.0.1',
    port,
    method,
    path,
    headers: {
      ...sender,
      ...headers,
      ...(body !== null && { 'content-length': String(Buffer.byteLength(body)) }),
    },
    timeout: ANSWER_WITHIN_MS,
  });
  sent.once('timeout', () => sent.destroy(new Error('no answer in time')));
  // The server may close the connection of a rejected body after its answer. An error before the
  // answer also rejects below.
  sent.on('error', () => undefined);
  try {
    sent.end(body ?? undefined);
    const [response] = await once(sent, 'response');
    await once(response.resume(), 'end');
    return { status: response.statusCode, retryAfter: response.headers['retry-after'] };
  } catch (error) {
    return { status: String(error), retryAfter: undefined };
  }
}

function isFailure({ status, retryAfter }: Answer): boolean {
  if (typeof status === 'string') return true;
  return status >= 500 && !(status === 503 && retryAfter);
}

function described({ request, answer }: Sent): string {
  const { method, target, ...rest } = request;
  return `${answer.status}: ${method} ${target} ${JSON.stringify(rest)}`.slice(0, 900);
}

function countOf(answers: Sent[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { answer } of answers) counts[answer.status] = (counts[answer.status] ?? 0) + 1;
  return counts;
}

function shareOf(answers: Sent[], least: number, most: number): number {
  const within = answers.filter(
    ({ answer: { status } }) => Number(status) >= least && Number(status) <= most,
  );
  return within.length / answers.length;
}

/** Makes accounts, and an item for each kind of address. */
async function settleIn(
  site: DatabaseSite,
  context: BrowserContext,
): Promise<{ senders: Sender[]; known: KnownValues }> {
  const curator = await context.browser()!.newContext({ baseURL: site.url });
  await signIn(await curator.newPage(), EMAILS[1]);
  await site.run('curator', 'add', EMAILS[1]);
  const page = await context.newPage();
  await signIn(page, EMAILS[0]);
  const token = await makeToken(page);
  const reader = await cookiesOf(context);
  const senders = [{}, reader, await cookiesOf(curator), { authorization: `Bearer ${token}` }];
  await curator.close();
  return { senders, known: await knownValues(site, page, reader) };
}

async function cookiesOf(context: BrowserContext): Promise<Sender> {
  const cookies = await context.cookies();
  return { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') };
}

async function makeToken(page: Page): Promise<string> {
  await page.goto('/account');
  await page.getByText('Create a token').click();
  await page.getByLabel('Purpose').fill('Everything');
  for (const scope of await page.locator('input[name="scopes"]').all()) await scope.check();
  await page.getByRole('button', { name: 'Create token' }).click();
  return (await page.locator('#new-token').textContent())?.trim() ?? '';
}

/** One item for each kind of address. */
async function knownValues(site: DatabaseSite, page: Page, reader: Sender): Promise<KnownValues> {
  const rows = async (sql: string): Promise<string[]> =>
    (await site.database.query<{ value: string }>(sql)).rows.map(({ value }) => value);
  const papers = await rows('SELECT "id" AS value FROM "Paper" ORDER BY "id" LIMIT 20');
  const [paper = ''] = papers;
  await makeThings(site, paper, reader);
  const collections = await rows('SELECT "id" AS value FROM "Collection"');
  await submit(site, reader, `/library/collections/${collections[0]}`, { act: 'share' });
  const authors = await rows('SELECT "name" AS value FROM "PaperAuthor" LIMIT 20');
  return {
    ...NAMED,
    '[...id]': papers,
    '[...feed]': [...FEEDS, `papers/${paper}/comments.atom`],
    '[...path]': [`papers/${paper}`, `papers/${paper}.bib`, 'index', 'topics', 'papers/trending'],
    '[id]': [
      ...collections,
      ...(await rows('SELECT "id" AS value FROM "Comment"')),
      ...(await rows('SELECT "id" AS value FROM "SavedSearch"')),
    ],
    '[token]': [await subscribe(page)],
    'collections/[token]': await rows('SELECT "shareToken" AS value FROM "Collection"'),
    '[name]': authors.map(encodeURIComponent),
    '[slug]': await rows('SELECT "slug" AS value FROM "Topic"'),
    '[date]': await rows('SELECT DISTINCT "listedOn"::text AS value FROM "Appearance" LIMIT 5'),
  };
}

const FEEDS = ['daily.rss', 'daily.atom', 'daily.json', 'trending.rss', 'topics.opml'];
const PASSKEYS = ['generate-authenticate-options', 'generate-register-options'].concat(
  'verify-authentication',
  'verify-registration',
);
const NAMED: KnownValues = {
  '[week]': ['2025-W24', '2026-W48'],
  '[month]': ['2025-06', '2026-11'],
  'api/[...path]': ['callback/github', ...PASSKEYS.map((step) => `passkey/${step}`)],
  '[section]': ['claims', 'jobs', 'mail', 'papers', 'readers', 'reports', 'submissions', 'votes'],
  '[provider]': ['github', 'google', 'ses', 'postmark', 'mailgun'],
  '[handle]': ['odd'],
};

/** By forms, as readers do. */
async function makeThings(site: DatabaseSite, paper: string, reader: Sender): Promise<void> {
  await submit(site, reader, '/library', { name: 'Odd' });
  await submit(site, reader, `/discuss/${paper}`, { act: 'comment', body: 'As it is.' });
  await submit(site, reader, '/searches', { act: 'save', query: 'fog' });
}

async function submit(
  site: DatabaseSite,
  sender: Sender,
  target: string,
  fields: Record<string, string>,
): Promise<void> {
  const headers = { origin: site.url, 'content-type': 'application/x-www-form-urlencoded' };
  const body = String(new URLSearchParams(fields));
  const request = { method: 'POST', target, headers, body, sender: 0 };
  const { status } = await send(site.port, request, { ...sender, ...network(0) });
  expect(status, target).toBe(303);
}

/** Returns the tokens of the subscription's links. */
async function subscribe(page: Page): Promise<string> {
  await page.goto('/subscribe');
  await page.getByLabel('Your email address').fill(EMAILS[0]);
  await page.getByRole('button', { name: 'Subscribe' }).click();
  await page.goto(await mailedLink(page, EMAILS[0], /http\S+\/subscriptions\/confirm\/\S+/));
  await page.getByRole('button', { name: 'Yes, send me the digest' }).click();
  await page.waitForURL(/done=confirmed/);
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}
