/** Runs the bundled model on a thread of this machine. */

import { createThread } from '@/lib/worker-thread';
import { minilm } from './minilm-package';
import { MODEL_ID } from './model-file';
import type { Embedder } from './types';

const THREAD = 'minilm-thread.mjs';

/** `folder` stores the model's file. */
export function createLocalEmbedder(folder: string): Embedder {
  const { dimensions: dims, maxTokens } = minilm;
  const thread = createThread<readonly string[], Float32Array[]>(THREAD, { folder, maxTokens });
  return {
    id: MODEL_ID,
    dims,
    maxTokens,
    embed: (texts, { signal }) => thread.ask(texts, signal),
    close: () => thread.close(),
  };
}
