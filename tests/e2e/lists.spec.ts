/** The other lists: week, month, trending, a day by the calendar, and gaps between editions. */
import { FRIDAY, LATEST, MONDAY, wellKnown } from './support/papers';
import { card, cards, expect, test } from './support/test';

test('a week and a month list each paper once, most votes first', async ({ page }) => {
  await page.goto('/');
  const lists = page.getByRole('navigation', { name: 'Lists' });
  await lists.getByRole('link', { name: 'Week' }).click();
  await expect(page).toHaveURL(/\/papers\/week\/2025-W24$/);
  await expect(page.getByText('Week 24 of 2025').first()).toBeVisible();
  await expect(page.getByText('18 papers')).toBeVisible();
  await expect(cards(page).first()).toContainText(wellKnown.title);
  await expect(lists.getByRole('link', { name: 'Week' })).toHaveAttribute('aria-current', 'page');

  await lists.getByRole('link', { name: 'Month' }).click();
  await expect(page).toHaveURL(/\/papers\/month\/2025-06$/);
  await expect(page.getByText('78 papers')).toBeVisible();
  await expect(cards(page)).toHaveCount(50);
  await page.getByRole('link', { name: 'Next page' }).click();
  await expect(page).toHaveURL(/\/papers\/month\/2025-06\?p=1$/);
  await expect(cards(page)).toHaveCount(28);
  await page.getByRole('link', { name: 'Previous page' }).click();
  await expect(page).toHaveURL(/\/papers\/month\/2025-06$/);
});

test('previous and next skip months and weeks without papers', async ({ page }) => {
  await page.goto('/papers/month/2025-06');
  await page.getByRole('link', { name: 'Previous: March 2025' }).click();
  await expect(page.getByText('69 papers')).toBeVisible();
  await expect(page.getByText('No earlier edition')).toBeVisible();
  await page.getByRole('link', { name: 'Next: June' }).click();
  await expect(page.getByText('No later edition')).toBeVisible();
  await page.goto('/papers/week/2025-W23');
  await page.getByRole('link', { name: 'Previous: Week 11 of 2025' }).click();
  await expect(page).toHaveURL(/\/papers\/week\/2025-W11$/);
});

test('trending has its windows, with explanations', async ({ page }) => {
  await page.goto('/papers/trending');
  await expect(
    page.getByRole('heading', { level: 1, name: 'Trending on 10 June 2025' }),
  ).toBeAttached();
  await expect(page.getByText(/counts half after 12 hours/)).toBeVisible();
  const windows = page.getByRole('navigation', { name: 'Trending period' });
  for (const [name, title, halfLife] of [
    ['a week', 'Trending in the week to 10 June 2025', '3.5 days'],
    ['a month', 'Trending in the month to 10 June 2025', '15 days'],
    ['a day', 'Trending on 10 June 2025', '12 hours'],
  ] as const) {
    await windows.getByRole('link', { name }).click();
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeAttached();
    await expect(windows.getByRole('link', { name })).toHaveAttribute('aria-current', 'page');
    await expect(page.getByText(`counts half after ${halfLife}`)).toBeVisible();
    expect(await cards(page).count()).toBeGreaterThan(10);
  }
});

test('the calendar leads to a day, and a day without papers to the nearest with some @phone', async ({
  page,
}) => {
  const calendar = page.getByRole('form', { name: 'Calendar' }).filter({ visible: true });
  await page.goto('/');
  await calendar.getByLabel('Go to a day').fill(FRIDAY);
  await calendar.getByRole('button', { name: 'Go' }).click();
  await expect(page).toHaveURL(new RegExp(`/papers/date/${FRIDAY}$`));
  await expect(page.getByText('60 papers')).toBeVisible();

  await calendar.getByLabel('Go to a day').fill('2025-06-07');
  await calendar.getByRole('button', { name: 'Go' }).click();
  await expect(
    page.getByRole('heading', { name: 'No papers on Saturday 7 June 2025' }),
  ).toBeVisible();
  await expect(page.getByText(/Editions appear on weekdays/)).toBeVisible();
  await page.getByRole('link', { name: 'Read Friday 6 June 2025' }).click();
  await expect(page).toHaveURL(new RegExp(`/papers/date/${FRIDAY}$`));
});

test('a card has votes, comments, code and the submitter', async ({ page }) => {
  await page.goto(`/papers/date/${MONDAY}`);
  const lead = card(page, wellKnown.title);
  await expect(lead.getByRole('button', { name: '120 votes' })).toHaveAttribute(
    'title',
    '120 on Hugging Face, 0 here',
  );
  // Three comments came with the paper; other tests add more.
  await expect(lead.getByText(/^\d+ comments$/)).toBeVisible();
  await expect(lead.getByRole('link', { name: /code.*1\.2K stars/ })).toHaveAttribute(
    'href',
    wellKnown.code.url,
  );
  await expect(lead.getByText('listed by adanova')).toBeVisible();
  await expect(lead.getByText('North Lab')).toBeVisible();
  await expect(lead.getByText('Ada Nováková, Ben Okonjo, Cléo Marchetti and 2 more')).toBeVisible();
  await expect(lead.getByRole('link', { name: 'arXiv', exact: true })).toHaveAttribute(
    'href',
    `https://arxiv.org/abs/${wellKnown.id}`,
  );
});

test('the latest edition, its day and its address agree', async ({ page }) => {
  await page.goto('/papers');
  const titles = await cards(page).getByRole('heading').allTextContents();
  await page.goto(`/papers/date/${LATEST}`);
  expect(await cards(page).getByRole('heading').allTextContents()).toEqual(titles);
});
