/** Settings of a production site, and headers of its proxy: https, one trusted hop. */

const HOST = 'papers.example.org';

export const PRODUCTION_SETTINGS = {
  PUBLIC_URL: `https://${HOST}`,
  TRUST_PROXY: '1',
  // Required with an https address; page benchmarks send no mail.
  SMTP_URL: 'smtp://127.0.0.1:9',
};

/** Requests skip the proxy, which would be slower than the server. */
export const PROXY_HEADERS = {
  host: HOST,
  'x-forwarded-for': '203.0.113.7',
  'x-forwarded-proto': 'https',
};
