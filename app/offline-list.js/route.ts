/** Settings for public/sw.js: patterns of pages to cache, and a notification's words. */
import { ADDRESSES, type Address } from '@/lib/site/addresses';
import { words } from '@/lib/words';
import { sourceOf } from '@/lib/site/patterns';

export function GET(): Response {
  const rows: readonly Address[] = ADDRESSES;
  const kept = rows.filter(({ isOffline }) => isOffline);
  const sources = kept.map(({ pattern }) => `^${sourceOf(pattern)}$`);
  const facts = { offlinePages: sources, pushFallback: words.push.fallback };
  return new Response(`Object.assign(self, ${JSON.stringify(facts)});\n`, {
    headers: { 'content-type': 'text/javascript; charset=utf-8' },
  });
}
