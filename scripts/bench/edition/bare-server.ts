/**
 * The baseline: node:http alone, sending one answer's bytes from memory. Arguments: its port, and
 * the address whose compressed answer it repeats, head and body.
 */
import { createServer } from 'node:http';
import { fetchPage } from '../page';

const [, , port, url = ''] = process.argv;
/** Node writes these headers. */
const NODES_OWN = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding']);

const { rawHeaders, body } = await fetchPage(url, 'br');
const head: string[] = [];
for (let at = 0; at < rawHeaders.length; at += 2) {
  const [name = '', value = ''] = rawHeaders.slice(at, at + 2);
  if (!NODES_OWN.has(name.toLowerCase())) head.push(name, value);
}
const server = createServer((_request, response) => {
  response.writeHead(200, head).end(body);
});
server.listen(Number(port), '127.0.0.1', () => process.send?.({ ready: true }));
process.once('disconnect', () => process.exit());
