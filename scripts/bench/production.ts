/** What a production site is set to, and how the proxy before it asks: https, one trusted hop. */

const HOST = 'papers.example.org';

export const PRODUCTION_SETTINGS = {
  PUBLIC_URL: `https://${HOST}`,
  TRUST_PROXY: '1',
  // Required with an https address; no benchmark of pages sends any mail.
  SMTP_URL: 'smtp://127.0.0.1:9',
};

/** The proxy itself isn't measured: it would be slower than what stands behind it. */
export const PROXY_HEADERS = {
  host: HOST,
  'x-forwarded-for': '203.0.113.7',
  'x-forwarded-proto': 'https',
};
