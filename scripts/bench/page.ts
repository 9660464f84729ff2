/** Requests a page once and returns its bytes as sent. */
import http from 'node:http';
import { PROXY_HEADERS } from './production';

const OK = 200;

export type Page = { rawHeaders: string[]; headers: http.IncomingHttpHeaders; body: Buffer };

/** Keeps connections open, so that a measured time is the page's own. */
const agent = new http.Agent({ keepAlive: true });

export async function fetchPage(url: string, encoding: 'br' | 'identity'): Promise<Page> {
  return await new Promise((resolve, reject) => {
    const headers = { ...PROXY_HEADERS, 'accept-encoding': encoding };
    const request = http.get(url, { agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode !== OK) {
          reject(new Error(`${url} answers ${response.statusCode}.`));
          return;
        }
        const { rawHeaders, headers: answered } = response;
        resolve({ rawHeaders, headers: answered, body: Buffer.concat(chunks) });
      });
    });
    request.on('error', reject);
  });
}
