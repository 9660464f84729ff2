/**
 * A site in the pseudo-language shows no word outside brackets but data: on every kind of page, in
 * its other forms, in errors and in mails. Data is written in Greek letters first.
 */
import { rmSync } from 'node:fs';
import { expect, request as http, test as base, type APIRequestContext } from '@playwright/test';
import { ADDRESSES, type Address } from '@/lib/site/addresses';
import { temporaryFolder } from '@/tests/support/temporary-folder';
import { startDatabaseSite, type DatabaseSite } from './support/database-site';
import { editionOf, TODAY, wellKnown } from './support/papers';
import { GREEK, LATIN, proseOf, spokenIn, wordsOutside } from './support/pseudo';
import { CRON_SECRET } from './support/shared-sites';
import { START_TIMEOUT_MS } from './support/site';
import { writeUpstreamFolder } from './support/upstream-folder';

/** Mail comes within seconds; more than this means that none was sent. */
const MAILED_WITHIN_MS = 20_000;
const READER = 'quill@tidewater.example';
const CURATOR = 'cleo@tidewater.example';
/** Handles of those who submitted papers at their source. */
const SUBMITTERS = ['adanova', 'hanaito', 'ivoprat'];

/** Columns of text that sources, readers and operators write. */
const TEXTS: Record<string, string[]> = {
  Paper: ['title', 'abstract', 'comment', 'journalRef', 'organization', 'aiSummary'],
  PaperAuthor: ['name', 'affiliation'],
  Topic: ['name'],
  User: ['name'],
};

type Site = DatabaseSite & { mailbox: string };
const test = base.extend<object, { site: Site }>({
  site: [
    async ({}, use) => {
      const folder = temporaryFolder('words');
      const site = await startDatabaseSite({
        SITE_LANGUAGE: 'pseudo',
        SITE_NAME: 'Σέλας',
        CURATORS: CURATOR,
        CRON_SECRET,
      });
      await site.run('import', writeUpstreamFolder(folder, [editionOf(TODAY)]));
      await writeGreek(site);
      const sent = await (await fetch(`${site.url}/subscribe/sent`)).text();
      const mailbox = /http:\/\/127\.0\.0\.1:\d+[^"]*/.exec(sent)?.[0] ?? '';
      await use({ ...site, mailbox });
      await site.close();
      rmSync(folder, { recursive: true });
    },
    { scope: 'worker', timeout: START_TIMEOUT_MS },
  ],
  baseURL: async ({ site }, use) => use(site.url),
});

async function writeGreek({ database }: DatabaseSite): Promise<void> {
  for (const [table, columns] of Object.entries(TEXTS)) {
    const sets = columns.map((name) => `"${name}" = translate("${name}", $1, $2)`).join(', ');
    await database.query(`UPDATE "${table}" SET ${sets}`, [LATIN, GREEK]);
  }
  await database.query(
    `UPDATE "Paper" SET "categories" = string_to_array(
      translate(array_to_string("categories", ' '), $1, $2), ' ')`,
    [LATIN, GREEK],
  );
}

type Mail = { to: { address: string }[]; subject: string; text: string };

async function mailsTo(site: Site, email: string, count: number): Promise<Mail[]> {
  let mine: Mail[] = [];
  await expect(async () => {
    const mails = (await (await fetch(`${site.mailbox}/email`)).json()) as Mail[];
    mine = mails.filter(({ to }) => to[0]?.address === email);
    expect(mine.length).toBeGreaterThanOrEqual(count);
  }).toPass({ timeout: MAILED_WITHIN_MS });
  return mine;
}

async function mailedPath(site: Site, email: string, pattern: RegExp): Promise<string> {
  let path = '';
  await expect(async () => {
    const mails = await mailsTo(site, email, 1);
    path = mails.map(({ text }) => pattern.exec(text)?.[0] ?? '').findLast(Boolean) ?? '';
    expect(path).not.toBe('');
  }).toPass({ timeout: MAILED_WITHIN_MS });
  return path;
}

/** A visitor with cookies, who can send the forms of the site. */
async function visitor(site: Site) {
  const context = await http.newContext({ baseURL: site.url });
  const headers = { origin: site.url };
  return {
    context,
    post: (path: string, form: Record<string, string> = {}) =>
      context.post(path, { form, headers: { ...headers, accept: 'text/html' } }),
    async send(path: string, data: object, method = 'POST') {
      const response = await context.fetch(path, { method, data, headers });
      expect(response.ok(), path).toBe(true);
      return response;
    },
  };
}

async function signedIn(site: Site, email: string) {
  const { context, ...others } = await visitor(site);
  await others.post('/sign-in', { email });
  await others.post(await mailedPath(site, email, /\/sign-in\/[\w.-]+/));
  const { reader } = await (await context.get('/api/me')).json();
  return { context, ...others, handle: String(reader.handle) };
}

/** Collects the words outside brackets by their place; `data` are names without Greek letters. */
class Faults {
  readonly byPlace: Record<string, string[]> = {};

  constructor(private readonly data: readonly string[]) {}

  note(place: string, texts: readonly string[]): void {
    const found = texts.flatMap((text) => wordsOutside(text, this.data));
    if (found.length > 0) this.byPlace[place] = [...new Set(found)];
  }

  async check(context: APIRequestContext, address: string, isRefused = false): Promise<void> {
    const response = await context.get(address);
    expect(response.ok(), address).toBe(!isRefused);
    const type = response.headers()['content-type'] ?? '';
    const body = await response.text();
    this.note(address, type.includes('html') ? spokenIn(body) : [proseOf(body)]);
  }
}

const { id, authors } = wellKnown;
const greek = [...authors[1]!].map((letter) => GREEK[LATIN.indexOf(letter)] ?? letter);
const AUTHOR = encodeURIComponent(greek.join(''));
/** Addresses of each kind of page; those with a token come with their mail. */
const PAGES: Record<string, string[]> = {
  '/': ['/'],
  '/papers': ['/papers', '/papers?q=%CE%B1%CE%B2%CE%B3'],
  '/papers/trending': ['/papers/trending?window=week'],
  '/papers/submit': ['/papers/submit', '/papers/submit?problem=unknown'],
  '/papers/for-you': ['/papers/for-you'],
  '/papers/date/:day': [`/papers/date/${TODAY}`, '/papers/date/2025-06-07'],
  '/papers/week/:week': ['/papers/week/2025-W24'],
  '/papers/month/:month': ['/papers/month/2025-06'],
  '/papers/*id': [`/papers/${id}`],
  '/topics': ['/topics'],
  '/topics/:slug': ['/topics/language-models'],
  '/authors/*name': [`/authors/${AUTHOR}`],
  '/digests/:day': [`/digests/${TODAY}`],
  '/about/ranking': ['/about/ranking'],
  '/about/tools': ['/about/tools'],
  '/privacy': ['/privacy'],
  '/api': ['/api'],
  '/offline': ['/offline'],
  '/subscribe': ['/subscribe', '/subscribe?problem=address'],
  '/subscribe/sent': ['/subscribe/sent'],
  '/subscribe/deleted': ['/subscribe/deleted'],
  '/u/:handle': [],
  '/sign-in': ['/sign-in', '/sign-in?confirm=stale', '/sign-in?problem=address'],
  '/sign-in/sent': ['/sign-in/sent'],
  '/account': ['/account', '/account?done=saved'],
  '/account/deleted': ['/account/deleted'],
  '/account/webhooks': ['/account/webhooks'],
  '/library': ['/library'],
  '/searches': ['/searches'],
  '/follow': [`/follow?author=${AUTHOR}`],
  '/vote/*id': [`/vote/${id}`],
  '/save/*id': [`/save/${id}`],
  '/discuss/*id': [`/discuss/${id}`, `/discuss/${id}?report=paper`, `/discuss/${id}?claim=1`],
  '/admin': [],
};
/** Handlers of forms and downloads, and pages whose token a mail or a form brings. */
const OTHERS =
  /^\/(sign-out|library\/export|sign-in\/|library\/|collections\/|subscriptions\/|unsubscribe\/|feeds\/)/;

test('every kind of page is among these', () => {
  const rows: readonly Address[] = ADDRESSES;
  const pages = rows.filter(({ kind }) => kind === 'reading' || kind === 'personal');
  const missing = pages
    .map(({ pattern }) => pattern)
    .filter((pattern) => !(pattern in PAGES) && !OTHERS.test(pattern))
    .filter((pattern) => !pattern.startsWith('/admin/'));
  expect(missing).toEqual([]);
});

test('pages, forms, errors and mails have no word outside the catalogue', async ({ site }) => {
  test.slow();
  const stranger = await visitor(site);
  const reader = await signedIn(site, READER);
  const curator = await signedIn(site, CURATOR);
  const faults = new Faults([...SUBMITTERS, reader.handle, curator.handle]);
  await site.database.query(`UPDATE "User" SET "name" = translate("name", $1, $2)`, [LATIN, GREEK]);

  // Each reader leaves something on the pages: votes, comments, a collection, a subscription.
  await reader.send(`/api/papers/${id}/upvote`, {});
  await reader.send(`/api/papers/${id}/bookmark`, {}, 'PUT');
  const comment = await reader.send(`/api/papers/${id}/comments`, { comment: 'αβγ' });
  const { id: parentCommentId } = (await comment.json()) as { id: string };
  await curator.send(`/api/papers/${id}/comments`, { comment: 'δεζ', parentCommentId });
  await reader.send('/api/papers/submit', { paper: '2506.99999' });
  await reader.post('/searches', { act: 'save', query: 'αβγ' });
  await reader.post(`/discuss/${id}`, { act: 'report', reason: 'spam', note: 'αβγ' });
  const collection = await reader.post('/library', { name: 'αβγ', description: '' });
  await reader.post(new URL(collection.url()).pathname, { act: 'share' });
  const { rows } = await site.database.query(`SELECT "id" FROM "User" WHERE "email" = $1`, [
    READER,
  ]);
  await curator.post('/admin/readers', { act: 'trust', user: rows[0].id });
  await stranger.post('/subscribe', { email: READER });
  const confirm = await mailedPath(site, READER, /\/subscriptions\/confirm\/[\w.-]+/);
  await faults.check(stranger.context, confirm);
  const preferences = (await stranger.post(confirm)).url();
  const replies = await mailedPath(site, READER, /\/unsubscribe\/replies\/[\w.-]+/);

  const pages = [...Object.values(PAGES).flat(), `/u/${reader.handle}`];
  const shared = pages.filter((path) => !/^\/(account|library|searches|admin)/.test(path));
  for (const path of shared) await faults.check(stranger.context, path);
  for (const path of [...pages, collection.url(), preferences, replies]) {
    await faults.check(reader.context, path);
  }
  const desk = ADDRESSES.map(({ pattern }) => pattern).filter((path) =>
    /^\/admin(?!\/:)/.test(path),
  );
  for (const path of desk) await faults.check(curator.context, path);

  const markdown = [
    '/papers',
    `/papers/date/${TODAY}`,
    `/papers/${id}`,
    '/about/ranking',
    '/topics',
  ];
  for (const path of markdown) await faults.check(stranger.context, `${path}.md`);
  await faults.check(stranger.context, '/llms.txt');
  for (const path of ['daily', 'trending', 'topics/agents', `papers/${id}/comments`]) {
    const feed = await (await stranger.context.get(`/feeds/${path}.json`)).json();
    faults.note(`/feeds/${path}.json`, textsOfFeed(feed));
  }

  const refused = [
    '/nowhere',
    '/papers/9999.99999',
    '/papers?q=%00',
    `/papers?q=${encodeURIComponent('α'.repeat(251))}`,
    `/${'x'.repeat(5_000)}`,
  ];
  for (const path of refused) await faults.check(stranger.context, path, true);
  await faults.check(reader.context, '/admin', true);
  const html = { accept: 'text/html' };
  const wrong = await stranger.context.fetch('/', { method: 'DELETE', headers: html });
  faults.note('DELETE /', spokenIn(await wrong.text()));
  for (const path of ['/api/nothing', '/api/papers/9999.99999', '/api/daily_papers?date=x']) {
    const { error } = await (await stranger.context.get(path)).json();
    faults.note(path, [error.message.replace(/^\w+: /, '')]);
  }
  faults.note('429', [await tooMany(stranger)]);

  const unsubscribe = await digestOf(site, READER);
  await faults.check(stranger.context, unsubscribe);
  for (const { subject, text } of await mailsTo(site, READER, 4)) {
    faults.note(`mail ${subject}`, [subject, text]);
  }
  expect(faults.byPlace).toEqual({});
});

/** Sends a subscriber's digest; returns the path of its link to unsubscribe. */
async function digestOf(site: Site, email: string): Promise<string> {
  // A digest at midnight has today's edition at any hour.
  await site.database.query(
    `UPDATE "Subscription" SET "nextDueAt" = now(), "cadence" = 'daily', "hour" = 0,
      "timeZone" = 'UTC' WHERE "email" = $1`,
    [email],
  );
  const headers = { authorization: `Bearer ${CRON_SECRET}` };
  const slot = await fetch(`${site.url}/api/cron/digests`, { method: 'POST', headers });
  expect(await slot.json()).toMatchObject({ sent: 1 });
  return mailedPath(site, email, /\/unsubscribe\/(?!replies)[\w.-]+/);
}

type Item = { title: string; content_html: string; authors: { name: string }[] };

function textsOfFeed(feed: { title: string; description: string; items: Item[] }): string[] {
  const items = feed.items.flatMap(({ title, content_html: html, authors }) => [
    title,
    ...spokenIn(html),
    ...authors.map(({ name }) => name),
  ]);
  return [feed.title, feed.description, ...items];
}

/** Requests mails beyond the limit of a network; returns the words of the refusal. */
async function tooMany({ post }: Awaited<ReturnType<typeof visitor>>): Promise<string> {
  for (let sent = 0; sent < 50; sent += 1) {
    const response = await post('/subscribe', { email: `n${sent}@tidewater.example` });
    if (response.status() === 429) return spokenIn(await response.text()).join(' ');
  }
  throw new Error('the limit was never reached');
}
