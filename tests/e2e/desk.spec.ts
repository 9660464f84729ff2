/** Submissions and curation: by keyboard, on a phone, without scripts. */
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './support/axe';
import { proposed, TODAY } from './support/papers';
import { test } from './support/today-site';
import { expect } from './support/test';

const [sundials, barometers, tides] = proposed as [
  (typeof proposed)[0],
  (typeof proposed)[0],
  (typeof proposed)[0],
];

/** Presses Tab until the element has the focus, as a keyboard user does. */
async function tabTo(page: Page, target: Locator) {
  for (let presses = 0; presses < 150; presses += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((it) => it === document.activeElement)) return;
  }
  throw new Error(`Tab never reached ${String(target)}.`);
}

/** The page's message; scripts announce in an element of their own. */
const message = (page: Page) => page.getByRole('main').getByRole('status').first();

const picksOf = async (page: Page) => {
  await page.goto('/papers');
  return page.locator('article:has(.pick) h2 a').allTextContents();
};

test('A submits, a curator lists and picks the paper by keyboard, and it leads today’s edition', async ({
  browser,
  site,
  contextOptions,
}) => {
  test.slow();
  const ada = await site.reader(browser, 'ada', contextOptions);
  await ada.goto('/papers/submit');
  await ada.getByLabel('arXiv ID or link').fill(`https://arxiv.org/pdf/${sundials.id}v1`);
  await ada.keyboard.press('Enter');
  await expect(ada.getByRole('heading', { name: sundials.title })).toBeVisible();
  await ada.getByLabel(/Why should others/).fill('The last section <b>alone</b> is worth it.');
  await ada.getByLabel(/Code \(optional/).fill('https://github.com/example/sundials');
  await ada.getByRole('button', { name: 'Submit for review' }).click();
  await expect(message(ada)).toContainText('Thank you');
  await expect(ada.getByText('waiting for a curator')).toBeVisible();

  const cleo = await site.reader(browser, 'cleo', contextOptions);
  await cleo.goto('/admin/submissions');
  await expect(cleo.getByText('The last section <b>alone</b>')).toBeVisible();
  const submission = cleo.getByRole('listitem').filter({ hasText: sundials.title });
  await tabTo(cleo, submission.getByRole('button', { name: 'List today' }));
  await cleo.keyboard.press('Enter');
  await expect(message(cleo)).toContainText('Listed');
  await cleo.goto('/admin');
  const row = cleo.getByRole('listitem').filter({ hasText: sundials.title });
  await row.getByRole('button', { name: 'Pick', exact: true }).focus();
  await cleo.keyboard.press('Enter');
  // The focus stays with the paper, so that the next step is one key away.
  await expect(row.getByRole('button', { name: 'Up' })).toBeFocused();
  await expect(row.getByLabel('Place')).toHaveValue('1');

  expect(await picksOf(ada)).toEqual([sundials.title]);
  await expect(ada.getByRole('article').first()).toContainText('listed by');
  await ada.goto(`/papers/${sundials.id}`);
  await expect(ada.getByText('The last section <b>alone</b> is worth it.')).toBeVisible();
  await ada.goto('/papers/submit');
  await expect(ada.getByText('listed on')).toBeVisible();
  await cleo.goto('/admin/log');
  for (const act of ['submission.list', 'edition.order'])
    await expect(cleo.getByRole('cell', { name: act }).first()).toBeVisible();
});

test('two curators who order at once: the second gets a conflict, and sees the new order', async ({
  browser,
  site,
  contextOptions,
}) => {
  test.slow();
  const [dana, eli] = [
    await site.reader(browser, 'dana', contextOptions),
    await site.reader(browser, 'eli', contextOptions),
  ];
  const place = (page: Page, part: number) =>
    page
      .getByRole('listitem')
      .filter({ hasText: `Part ${part}:` })
      .getByLabel('Place');
  for (const page of [dana, eli]) await page.goto('/admin');
  await place(dana, 203).fill('1');
  await place(dana, 201).fill('2');
  await place(dana, 201).press('Enter');
  await expect(message(dana)).toContainText('Saved');
  await place(eli, 202).fill('1');
  await eli.getByRole('button', { name: 'Save the order' }).click();
  await expect(eli.getByRole('main').getByRole('alert')).toContainText(
    'Another curator changed this order',
  );
  await expect(place(eli, 202)).toHaveValue('');
  const picks = (await picksOf(eli)).join();
  expect(picks.indexOf('Part 203')).toBeLessThan(picks.indexOf('Part 201'));
  expect(picks).toContain('Part 201');
  expect(picks).not.toContain('Part 202');
});

test('the desk is hidden from readers and signed-out visitors', async ({
  browser,
  site,
  request,
  contextOptions,
}) => {
  const finn = await site.reader(browser, 'finn', contextOptions);
  for (const path of [
    '/admin',
    '/admin/mail?address=a@b.example',
    '/admin/log',
    '/admin/readers',
  ]) {
    for (const response of [await finn.request.get(path), await request.get(path)]) {
      expect(response.status(), path).toBe(404);
      expect(response.headers()['cache-control'], path).toContain('no-store');
      expect(await response.text()).not.toContain('Deliveries');
    }
  }
  const form = { seen: '', move: `pick ${sundials.id}`, act: 'hide-paper', paper: sundials.id };
  for (const path of ['/admin', '/admin/papers']) {
    const headers = { origin: site.url };
    expect((await finn.request.post(path, { form, headers })).status(), path).toBe(404);
    expect((await request.post(path, { form, headers })).status(), path).toBe(404);
  }
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a paper is submitted, saved with a note, collected and shared', async ({
    browser,
    site,
    contextOptions,
  }) => {
    test.slow();
    const options = { ...contextOptions, javaScriptEnabled: false };
    const gus = await site.reader(browser, 'gus', options);
    await gus.goto(`/papers/submit?paper=arXiv:${barometers.id}`);
    await gus.getByLabel(/Project page/).fill('https://localhost/');
    await gus.getByLabel(/Why should/).fill('Kept, though the link is wrong.');
    await gus.getByRole('button', { name: 'Submit for review' }).click();
    await expect(gus.getByRole('main').getByRole('alert')).toContainText(
      'must begin with https://',
    );
    await expect(gus.getByLabel(/Why should/)).toHaveValue('Kept, though the link is wrong.');
    await gus.getByLabel(/Project page/).fill('');
    await gus.getByRole('button', { name: 'Submit for review' }).click();
    await expect(message(gus)).toContainText('Thank you');

    const curator = await site.reader(browser, 'hedy', options);
    await curator.goto('/admin/submissions');
    await curator
      .getByRole('listitem')
      .filter({ hasText: barometers.title })
      .getByRole('button', { name: 'List today' })
      .click();
    await curator.goto('/admin');
    await curator
      .getByRole('listitem')
      .filter({ hasText: barometers.title })
      .getByRole('button', { name: 'Pick', exact: true })
      .click();
    expect(await picksOf(gus)).toContain(barometers.title);

    await gus.goto(`/save/${barometers.id}`);
    await gus.getByRole('button', { name: 'Save to library' }).click();
    await gus.getByLabel('Only you can read this note').fill('For the talk.\nSlide 3.');
    await gus.getByRole('button', { name: 'Save note' }).click();
    await gus.getByLabel('New collection').fill('Weather');
    await gus.getByRole('button', { name: 'Save collections' }).click();
    await expect(gus.getByLabel('Weather')).toBeChecked();
    await gus.goto('/library');
    await expect(gus.getByText('For the talk.')).toBeVisible();
    const bib = await gus.request.get('/library/export?format=bibtex');
    expect(await bib.text()).toContain(`eprint = {${barometers.id}}`);
    await gus.getByRole('link', { name: 'Weather' }).click();
    const own = gus.url();
    await gus.getByRole('button', { name: 'Create a link' }).click();
    const link =
      (await gus.getByRole('link', { name: '/collections/' }).getAttribute('href')) ?? '';
    const shared = new URL(link).pathname;

    await curator.goto(shared);
    await expect(curator.getByRole('heading', { name: barometers.title })).toBeVisible();
    await expect(curator.getByText('For the talk.')).toHaveCount(0);
    const csl = await curator.request.get(`${shared}/export?format=csl`);
    expect(await csl.json()).toMatchObject([{ number: `arXiv:${barometers.id}` }]);
    expect((await curator.request.get(new URL(own).pathname)).status()).toBe(404);
    await gus.getByRole('button', { name: 'Make private' }).click();
    for (const address of [shared, `${shared}/export?format=csl`, '/collections/x']) {
      expect((await curator.request.get(address)).status(), address).toBe(404);
    }
  });
});

test('axe finds nothing on the desk, in the library and on the submit page', async ({
  browser,
  site,
  contextOptions,
}) => {
  test.slow();
  const page = await site.reader(browser, 'ira', contextOptions);
  await page.request.post(`/save/${proposed[0]?.id ?? ''}`, { headers: { origin: site.url } });
  const addresses = [
    '/admin',
    '/admin?problem=changed',
    '/admin?day=2025-06-07',
    '/admin/submissions',
    '/admin/reports',
    '/admin/claims',
    '/admin/papers',
    '/admin/votes',
    '/admin/readers',
    '/admin/mail?address=ada@tidewater.example',
    '/admin/jobs',
    '/admin/log',
    '/library',
    `/save/${editionPaper}`,
    '/papers/submit',
    `/papers/submit?paper=${tides.id}`,
    `/papers/submit?paper=${editionPaper}`,
    '/papers/submit?paper=fog',
  ];
  for (const address of addresses) await expectAccessible(page, address);
});

/** Today's edition, whatever earlier tests have added. */
const editionPaper = '2506.98201';

test('the day of the desk is today', async ({ browser, site, contextOptions }) => {
  const page = await site.reader(browser, 'jo', contextOptions);
  await page.goto('/admin');
  const day = new Date(TODAY).getUTCDate();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(` ${day} `);
});
