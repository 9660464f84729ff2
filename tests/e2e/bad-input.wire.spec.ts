/** Tests bad addresses: the right status, a page with a way back, and never a server error. */
import { MONDAY } from './support/papers';
import { expect, test } from './support/test';

const SQL = `'; DROP TABLE "Paper"; --`;
const HTML = '"><script>document.body.dataset.ran=1</script><img src=x onerror=alert(1)>';
const e = encodeURIComponent;

const REFUSED: [path: string, status: number][] = [
  ['/papers/date/2025-02-30', 404],
  ['/papers/date/2025-2-30', 404],
  ['/papers/date/yesterday', 404],
  ['/papers/date/0000-00-00', 404],
  ['/papers/date/1066-10-14', 404],
  ['/papers/date/2999-01-01', 404],
  ['/papers/week/2025-W54', 404],
  ['/papers/week/2025-W53', 404],
  ['/papers/week/2025-W00', 404],
  ['/papers/week/2999-W01', 404],
  ['/papers/month/2025-13', 404],
  ['/papers/month/2999-01', 404],
  [`/papers/date/${MONDAY}?p=-1`, 404],
  [`/papers/date/${MONDAY}?p=1`, 404],
  [`/papers/date/${MONDAY}?p=999999`, 404],
  [`/papers/date/${MONDAY}?p=1e1`, 404],
  [`/papers/date/${MONDAY}?p=0&p=1`, 404],
  [`/papers/date/${MONDAY}?p=${e(SQL)}`, 404],
  [`/papers/date/${MONDAY}?p=${e(HTML)}`, 404],
  ['/papers/trending?window=year', 404],
  ['/papers/trending?window=', 404],
  ['/papers?p=-1', 404],
  ['/papers/trending?p=-1', 404],
  ['/papers/trending?p=200', 404],
  [`/papers/trending?window=${e(SQL)}`, 404],
  [`/papers/trending?window=${e(HTML)}`, 404],
  ['/topics/alchemy', 404],
  ['/topics/robotics?order=best', 404],
  ['/topics/robotics?p=9999', 404],
  [`/topics/${e(SQL)}`, 404],
  ['/authors/Nobody', 404],
  [`/authors/${e(SQL)}`, 404],
  [`/authors/${e(HTML)}`, 404],
  ['/authors/%E0%A4%A', 400],
  ['/papers?q=fog&p=-1', 404],
  ['/papers?q=fog&p=199', 404],
  ['/papers/2506.00001', 404],
  ['/papers/2513.99999', 404],
  ['/papers/x-nothing-of-the-kind', 404],
  ['/papers/cs/9999999', 404],
  ['/papers/not-an-id', 404],
  [`/papers/${e(SQL)}`, 404],
  [`/papers/${e(HTML)}`, 404],
  [`/papers/date/${e(SQL)}`, 404],
  [`/papers/date/${e(HTML)}`, 404],
  ['/papers/..%2f..%2fetc%2fpasswd', 404],
  ['/papers/%2e%2e/%2e%2e/etc/passwd', 404],
  ['/papers/date/..%5c..%5cwindows', 404],
  ['/nothing-here', 404],
  ['/papers/2506.00001.md', 404],
  ['/og/papers/2506.00001', 404],
  ['/.env', 404],
  ['/_next/static/../../package.json', 404],
  ['/papers?q=%00', 400],
  ['/papers/%00', 400],
  ['/papers/date/2025-06-09%00', 400],
  ['/papers?q=%', 400],
  ['/papers/%zz', 400],
  ['/papers/%ff%fe', 400],
  [`/papers?q=${'x'.repeat(251)}`, 400],
  [`/papers?q=${'x'.repeat(5_000)}`, 414],
];

/** Addresses for programs return errors as JSON. */
const FOR_PROGRAMS = /^\/og\/|\.md$|^\/_next\//;

for (const [path, status] of REFUSED) {
  test(`${path.slice(0, 70)} is answered with ${status} and a way back`, async ({ request }) => {
    const response = await request.get(path, { maxRedirects: 0 });
    expect(response.status()).toBe(status);
    expect(response.headers()['set-cookie']).toBeUndefined();
    if (FOR_PROGRAMS.test(path)) return;
    const html = await response.text();
    expect(html).toMatch(/<h1\b[^>]*>[^<]+/);
    expect(html).toContain('href="/papers"');
    expect(html).not.toContain('<script>document.body');
  });
}

const UNDERSTOOD: [path: string, location: string | null][] = [
  ['/papers?q=', null],
  ['/papers?q=fog&q=tide', null],
  [`/papers?q=${e(SQL)}`, null],
  [`/papers?q=${e(HTML)}`, null],
  [`/papers?q=${e('🜁'.repeat(40))}`, null],
  [`/papers?q=${e('(((" or -')}`, null],
  ['/papers?q=x', null],
  ['/papers?q=the+of+and', null],
  [`/papers?q=${e('author: -"" category:')}`, null],
  [`/papers?q=${e('author:"unbalanced')}`, null],
  [`/papers?q=${e('after:9999-99 before:0000 has:fun id:x')}`, null],
  [`/papers?q=${e('נועה -לוי "שלום')}`, null],
  [`/papers?q=${'x'.repeat(250)}`, null],
  ['/papers?q=fog&sort=nonsense', null],
  ['/?q=fog', '/papers?q=fog'],
  ['/papers?unknown=1', null],
  ['/papers/trending?window=week&window=day', null],
  ['/papers/week/2025-w24', '/papers/week/2025-W24'],
  ['/papers/date/2025-6-9', '/papers/date/2025-06-09'],
  ['/papers/date?date=2025-06-09', '/papers/date/2025-06-09'],
  ['/papers/date?date=', '/papers'],
  ['/papers/date', '/papers'],
  [`/papers/date?date=${e('//evil.example')}`, '/papers/date/%2F%2Fevil.example'],
  [`/papers/date?date=${e('x\r\nset-cookie: a=b')}`, '/papers/date/x%0D%0Aset-cookie%3A%20a%3Db'],
];

for (const [path, location] of UNDERSTOOD) {
  test(`${path.slice(0, 70)} is answered, not rejected`, async ({ request, baseURL }) => {
    const response = await request.get(path, { maxRedirects: 0 });
    if (location === null) {
      expect(response.status()).toBe(200);
      expect(await response.text()).not.toContain('<script>document.body');
    } else {
      expect([303, 307, 308]).toContain(response.status());
      // Some redirects are absolute and others only a path: both must stay on the site.
      const target = new URL(response.headers().location ?? '', baseURL);
      expect(target.href).toBe(`${baseURL}${location}`);
    }
  });
}

test('nothing of it was stored', async ({ request }) => {
  const response = await request.get('/papers/month/2025-06');
  expect(await response.text()).toContain('78 papers');
});
