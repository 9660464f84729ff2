/** A module with the sentences that public/reader.js shows. */
import { readerWords } from '@/lib/words/reader-script';

export function GET(): Response {
  return new Response(`export const words = ${JSON.stringify(readerWords)};\n`, {
    headers: { 'content-type': 'text/javascript; charset=utf-8' },
  });
}
