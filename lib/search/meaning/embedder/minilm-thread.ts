/** Thread of the local model: its tokenizer, and its session of onnxruntime. */
import { readFile } from 'node:fs/promises';
import { workerData } from 'node:worker_threads';
import { Tokenizer } from '@huggingface/tokenizers';

import { InferenceSession, Tensor } from 'onnxruntime-node';
import { z } from 'zod';
import { answerQuestions } from '@/lib/worker-thread';
import { minilm } from './minilm-package';
import { keepModel } from './model-file';

const { folder, maxTokens } = z
  .object({ folder: z.string(), maxTokens: z.number().int() })
  .parse(workerData);

type Encoder = { tokenizer: Tokenizer; session: InferenceSession };

const encoder = open();
// Handled at the first request, so that a failed load isn't an unhandled rejection.
encoder.catch(() => undefined);

answerQuestions<readonly string[], Float32Array[]>(async (texts, ending) => {
  const vectors: Float32Array[] = [];
  for (const text of texts) {
    ending.throwIfAborted();
    vectors.push(await embed(await encoder, text));
  }
  return vectors;
});

async function open(): Promise<Encoder> {
  const [file, tokenizerFile] = await Promise.all([
    keepModel(folder),
    readFile(minilm.tokenizerPath, 'utf8'),
  ]);
  // Overrides the package's padding and its cut at 128 tokens; the model's own limit applies.
  const config: object = { ...JSON.parse(tokenizerFile), padding: null, truncation: null };
  const session = await InferenceSession.create(file, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    // Releases the memory of long texts, at the same speed.
    enableCpuMemArena: false,
  });
  return { tokenizer: new Tokenizer(config, {}), session };
}

async function embed({ tokenizer, session }: Encoder, text: string): Promise<Float32Array> {
  const tokens = BigInt64Array.from(cutTokens(tokenizer.encode(text).ids), BigInt);
  const { embedding } = await session.run({
    tokens: new Tensor('int64', tokens, [1, tokens.length]),
  });
  const values = embedding?.data;
  if (!(values instanceof Float32Array)) throw new Error('The model answered without a vector.');
  return values;
}

/** Keeps the last token, which ends every text. */
function cutTokens(ids: number[]): number[] {
  return ids.length <= maxTokens ? ids : [...ids.slice(0, maxTokens - 1), ...ids.slice(-1)];
}
