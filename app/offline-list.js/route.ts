/** A script for the service worker: which pages it keeps for reading offline (public/sw.js). */
import { ADDRESSES, type Address } from '@/lib/site/addresses';
import { sourceOf } from '@/lib/site/patterns';

export function GET(): Response {
  const rows: readonly Address[] = ADDRESSES;
  const kept = rows.filter(({ isOffline }) => isOffline);
  const sources = kept.map(({ pattern }) => `^${sourceOf(pattern)}$`);
  return new Response(`self.offlinePages = ${JSON.stringify(sources)};\n`, {
    headers: { 'content-type': 'text/javascript; charset=utf-8' },
  });
}
