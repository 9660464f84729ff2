/** Lists the readers of the sources that ingest reads, one row each. */
import { env } from '@/lib/env';
import type { ReadSourceId } from '@/lib/sources/table';
import { arxivReader } from './arxiv/reader';
import { huggingFaceReader } from './huggingface/reader';
import type { SourceReader } from './reader';

const READERS: Record<ReadSourceId, () => SourceReader> = {
  huggingface: huggingFaceReader,
  arxiv: arxivReader,
};

/** By default the sources of the settings. */
export function sourceReaders(ids: readonly ReadSourceId[] = env.INGEST_SOURCES): SourceReader[] {
  return ids.map((id) => READERS[id]());
}

export function allSourceReaders(): SourceReader[] {
  return Object.values(READERS).map((connect) => connect());
}
