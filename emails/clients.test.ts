/** Tests mail markup against caniemail's data, with a reason for each unsupported feature. */
import { caniemail, rawData } from 'caniemail';
import { beforeAll, expect, test } from 'vitest';
import { composeDigest, prepareSlot } from '@/lib/digests/compose/compose';
import { candidate } from '@/tests/support/candidates';
import { commentMail } from './comment';
import { confirmMail } from './confirm';

const PROGRAMS = ['gmail', 'outlook', 'apple-mail'] as const;

/** Features that some program lacks, and their fallback. */
const LACKED: Record<string, string> = {
  '@media': 'the light colours, or what the program makes of them in the dark',
  '@media (prefers-color-scheme)': 'the same',
  'color-scheme CSS property': 'the same',
  'color-scheme meta tag': 'the same',
  '<style> element': 'the same: everything else is inline',
  '<body> element': 'the colour of the table inside it',
  'display:none': 'nothing: the preheader has no height either',
  overflow: 'nothing: Outlook for Windows, which lacks it, has display:none',
  'role attribute': 'no difference; Windows Mail would read out that a table is there',
  'target attribute': 'a link that opens in a new tab anyway',
};

/** Features with partial support, and the reason that part is enough. */
const IN_PART: Record<string, string> = {
  'align attribute': 'Outlook on macOS lacks left and right, not center',
  background: 'colours only',
  border: 'one pixel, on a rule or none',
  'dir attribute': 'left to right, on the whole mail',
  display: 'none and inline-block; the button falls back to its own words on Outlook for Windows',
  'font-size': 'pixels only',
  'font-weight': 'normal only',
  'height property': 'max-height of the preheader; see display:none',
  'line-height': 'with mso-line-height-rule',
  margin: 'never negative, never auto, on paragraphs and headings',
  'max-width': 'on a table, where Outlook for Windows has it',
  padding: 'on a table’s cell, and on the button, which pads itself for Outlook another way',
  'text-decoration': 'one value',
  'width attribute': 'on tables only',
  'width property': 'on tables, their rows and the rule',
};

/** In use, but unknown to caniemail's own check. */
const NOT_CHECKED = [
  '@media (prefers-color-scheme)',
  'color-scheme CSS property',
  'color-scheme meta tag',
];

let mails: string[];
beforeAll(async () => {
  const slot = { day: '2025-03-14', siteName: 'Broadsheet', senderLine: '1 Ferry Lane' };
  const prepared = await prepareSlot({ ...slot, publicUrl: 'https://paper.example' });
  const digest = composeDigest(prepared, {
    choices: [{ paper: candidate({ codeUrl: 'https://code.example' }), reason: 'you follow fog' }],
    confirmedOn: '2025-03-03',
    cadence: 'every day',
    manageUrl: 'https://paper.example/subscriptions/t',
    unsubscribeUrl: 'https://paper.example/unsubscribe/t',
  });
  const confirm = await confirmMail({
    purpose: 'subscribe',
    address: 'ada@reader.example',
    link: 'https://paper.example/subscriptions/confirm/t',
    hours: 48,
    siteName: 'Broadsheet',
    siteHost: 'paper.example',
    senderLine: null,
  });
  const comment = await commentMail({
    reason: 'reply',
    writer: 'Ada',
    handle: 'ada',
    isByAuthor: true,
    paperTitle: 'Weighing Fog',
    paragraphs: ['Fog is light.\nMist, too.'],
    link: 'https://paper.example/discuss/2503.99001?at=c',
    unsubscribeUrl: 'https://paper.example/unsubscribe/replies/t',
    siteName: 'Broadsheet',
    siteHost: 'paper.example',
    senderLine: null,
  });
  mails = [digest.html, confirm.html, comment.html];
});

test('mails avoid features that Gmail, Outlook and Apple Mail lack, except for reviewed ones', () => {
  const { lacked, inPart } = supportOf(featuresOf(mails));
  expect(lacked).toEqual(Object.keys(LACKED).sort());
  expect(inPart).toEqual(Object.keys(IN_PART).sort());
});

test('no text is smaller than 16 pixels', () => {
  const sizes = mails.flatMap((html) => [...html.matchAll(/font-size:(\d+)px/g)]);
  expect(sizes.length).toBeGreaterThan(0);
  for (const [, pixels] of sizes) expect(Number(pixels)).toBeGreaterThanOrEqual(16);
});

test('tables are for layout only, and the headings form the mail’s outline', () => {
  const [digest] = mails;
  expect(
    digest!.match(/<table\b[^>]*>/g)!.every((tag) => tag.includes('role="presentation"')),
  ).toBe(true);
  expect([...digest!.matchAll(/<(h\d)\b/g)].map(([, tag]) => tag)).toEqual(['h1', 'h2']);
  expect(digest).toMatch(/<html[^>]* lang="en"/);
});

/** Titles of the features with problems in some program. */
function featuresOf(htmls: string[]): Set<string> {
  const titles = new Set(NOT_CHECKED);
  for (const html of htmls) {
    const { errors, warnings } = caniemail({ clients: ['*'], html }).issues;
    for (const issues of [...errors.values(), ...warnings.values()]) {
      for (const { title } of issues) titles.add(title);
    }
  }
  return titles;
}

/** Reads the data directly, because the check lacks outlook.com and the new Outlook. */
function supportOf(titles: ReadonlySet<string>): { lacked: string[]; inPart: string[] } {
  const [lacked, inPart] = [new Set<string>(), new Set<string>()];
  for (const { title, stats } of rawData.data.filter((feature) => titles.has(feature.title))) {
    const verdicts = PROGRAMS.flatMap((program) =>
      Object.values<Record<string, string>>(stats[program]).map((versions) =>
        Object.values(versions).at(-1)!,
      ),
    );
    if (verdicts.some((verdict) => verdict.startsWith('n'))) lacked.add(title);
    else if (verdicts.some((verdict) => verdict.startsWith('a'))) inPart.add(title);
  }
  return { lacked: [...lacked].sort(), inPart: [...inPart].sort() };
}
