import { render } from '@react-email/render';
import fc from 'fast-check';
import { createElement } from 'react';
import { beforeAll, describe, expect, test } from 'vitest';
import { DigestMail } from '@/emails/digest';
import { candidate } from '@/tests/support/candidates';
import { inLines, readLines } from '@/tests/support/quoted-printable';
import { composeDigest, digestProps, prepareSlot, type Digest, type PreparedSlot } from './compose';
import type { Choice } from '@/lib/recommend/types';

const GMAIL_CLIPS_AT = 102 * 1024;
const slot = {
  day: '2025-03-14',
  siteName: 'Broadsheet',
  publicUrl: 'https://paper.example',
  senderLine: '1 Ferry Lane, Tidewater',
};
const link = (name: string) => `https://paper.example/${name}/${'t'.repeat(43)}`;

function digestOf(choices: readonly Choice[], overrides: Partial<Digest> = {}): Digest {
  return {
    choices,
    confirmedOn: '2025-03-03',
    cadence: 'on weekdays at 07:00, Europe/Vienna time',
    manageUrl: link('subscriptions'),
    unsubscribeUrl: link('unsubscribe'),
    ...overrides,
  };
}

const three: Choice[] = [
  { paper: candidate(), reason: 'you follow Hana Ito' },
  {
    paper: candidate({ id: 'x-tide', title: 'Tides in $10^{3}$ Ports' }),
    reason: '2nd in today’s edition',
  },
  { paper: candidate({ id: '2503.99003', title: 'A Ferry' }), reason: 'trending: 54 votes' },
];

let prepared: PreparedSlot;
beforeAll(async () => {
  prepared = await prepareSlot(slot);
});

/** The reference: react-email's own render of the same props. */
async function rendered(slotPrepared: PreparedSlot, digest: Digest): Promise<string> {
  return render(createElement(DigestMail, digestProps(slotPrepared, digest)));
}

test('the subject has the day and the first title, the preheader the next two', () => {
  const { subject, preheader } = composeDigest(prepared, digestOf(three));
  expect(subject).toBe('Friday 14 March: Weighing Fog');
  expect(preheader).toBe('Tides in 10³ Ports · A Ferry');
});

test('a long title is cut between words in the subject only', () => {
  const title = 'On the weighing of fogs, '.repeat(10).trim();
  const { subject, html } = composeDigest(
    prepared,
    digestOf([{ paper: candidate({ title }), reason: 'you follow fog' }]),
  );
  expect(subject.length).toBeLessThanOrEqual('Friday 14 March: '.length + 80);
  expect(subject).toMatch(/ fogs, On…$/);
  expect(html).toContain(title);
});

test('a digest needs a paper', () => {
  expect(() => composeDigest(prepared, digestOf([]))).toThrow('a digest needs a paper');
});

test('both parts have the papers’ reasons, the reason for the mail, and links to change or stop it', () => {
  const { html, text } = composeDigest(prepared, digestOf(three));
  for (const part of [html, text.replace(/\s+/g, ' ')]) {
    for (const message of [
      'You follow Hana Ito',
      'Trending: 54 votes',
      'confirmed on 3 March 2025',
      'on weekdays at 07:00, Europe/Vienna time',
      link('subscriptions'),
      link('unsubscribe'),
      'https://paper.example/digests/2025-03-14',
      'https://paper.example/papers/2503.99001',
      '1 Ferry Lane, Tidewater',
    ]) {
      expect(part).toContain(message);
    }
  }
});

test('the text part keeps to 72 columns, except for addresses', () => {
  const { text } = composeDigest(prepared, digestOf(three));
  for (const line of text.split('\n').filter((each) => !each.includes('https://'))) {
    expect(line.length).toBeLessThanOrEqual(72);
  }
});

test('a mail loads nothing: no image, script or external style sheet', () => {
  const { html } = composeDigest(prepared, digestOf(three));
  expect(html).not.toMatch(/<(?:img|script|link|iframe|video)\b|url\(|@import/i);
});

describe('compared with react-email’s own render', () => {
  const someWords = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('<script>alert(1)</script>', '{{title}}', '$& $1 $`', `"' onclick="x`, '&amp;'),
    fc.constantFrom('\uE000title\uE001', '<!-- -->', '$x_1$', 'javascript:alert(1)', '](x)'),
  );
  // React decodes these as a browser would, and no cleaned text contains them.
  const clean = someWords.map((words) => words.replace(/[\0\r]/g, ''));
  const somePaper = fc.record({
    id: fc.constantFrom('2503.99001', 'cs/0112017', 'x-fog'),
    title: clean,
    abstract: clean,
    authors: fc.array(clean, { maxLength: 5 }),
    codeUrl: fc.option(
      fc.oneof(
        clean,
        clean.map((rest) => `https://code.example/${rest}`),
      ),
    ),
  });

  test('every mail is identical, with any values', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.record({ paper: somePaper.map(candidate), reason: clean }), {
          minLength: 1,
          maxLength: 3,
          selector: ({ paper }) => paper.id,
        }),
        fc.record({ siteName: clean, senderLine: clean }),
        clean,
        async (choices, facts, cadence) => {
          const hostile = await prepareSlot({ ...slot, ...facts });
          const digest = digestOf(choices, { cadence });
          const { html, text, quoted } = composeDigest(hostile, digest);
          expect(html).toBe(await rendered(hostile, digest));
          expect(readLines(quoted.html)).toBe(inLines(html));
          expect(readLines(quoted.text)).toBe(inLines(text));
        },
      ),
      { numRuns: 60 },
    );
  }, 30_000);

  test('markup in a subject, preheader, title, reason, author or abstract stays text', () => {
    const hostile = '<img src=x onerror=alert(1)>"\'';
    const paper = candidate({ title: hostile, abstract: hostile, authors: [hostile] });
    const choices = [{ paper, reason: `you follow ${hostile}` }];
    const { html } = composeDigest(prepared, digestOf(choices));
    expect(html).not.toContain('<img');
    expect(html.split('&lt;img src=x onerror=alert(1)&gt;&quot;&#x27;').length - 1).toBe(6);
  });

  test('only web addresses become links to code', () => {
    const choices = [{ paper: candidate({ codeUrl: 'javascript:alert(1)' }), reason: 'x' }];
    expect(composeDigest(prepared, digestOf(choices)).html).not.toContain('javascript:');
  });
});

test('thirty full papers stay below Gmail’s limit', () => {
  const choices = Array.from({ length: 30 }, (_, index) => ({
    paper: candidate({
      id: `2503.${10_000 + index}`,
      title: 'A title as long as they come, '.repeat(8),
      abstract: 'Sentences upon sentences. '.repeat(80),
      authors: Array.from({ length: 600 }, (__, at) => `Bartholomew Longname the ${at}th`),
      codeUrl: `https://code.example/${'long-name/'.repeat(10)}`,
    }),
    reason: `you follow ${'a phrase of many words '.repeat(4)}`,
  }));
  const { html } = composeDigest(prepared, digestOf(choices));
  expect(Buffer.byteLength(html)).toBeLessThan(GMAIL_CLIPS_AT);
});
