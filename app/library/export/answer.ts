import { database } from '@/lib/db/client';
import { publicUrl } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { exportPapers, FORMATS, isFormat } from '@/lib/library/export';
import { citedPapersOf } from '@/lib/library/queries';
import { words } from '@/lib/words';
import { paperPath } from '@/lib/site/paths';

type Kept = Parameters<typeof citedPapersOf>[1];

/** Streams a list as a file, so that thousands of abstracts are never in memory at once. */
export function exportAnswer(kept: Kept, format: string | null): Response {
  if (!isFormat(format)) {
    throw new AppError('bad_request', words.refusals.format(Object.keys(FORMATS)));
  }
  const { type, ending } = FORMATS[format];
  const papers = citedPapersOf(database(), kept, (id) => `${publicUrl}${paperPath(id)}`);
  return new Response(streamOf(exportPapers(papers, format)), {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="broadsheet-papers.${ending}"`,
      'cache-control': 'private, no-store',
    },
  });
}

function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
