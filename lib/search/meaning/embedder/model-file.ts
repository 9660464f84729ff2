/** Keeps the converted model in a folder: made once, whichever process needs it first. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { log } from '@/lib/log';
import { buildMiniLm } from './minilm-model';
import { minilm } from './minilm-package';

/** Goes up when the conversion changes, so that an older file isn't taken for the new one. */
const CONVERSION = 1;
export const MODEL_ID = `${minilm.id}-int8-${CONVERSION}`;

export async function keepModel(folder: string): Promise<string> {
  const file = path.join(folder, `${MODEL_ID}.onnx`);
  if (existsSync(file)) return file;
  const startedMs = performance.now();
  const [weights, config] = await Promise.all([
    readFile(minilm.weightsPath),
    readFile(minilm.configPath, 'utf8'),
  ]);
  const model = buildMiniLm(weights, JSON.parse(config));
  await mkdir(folder, { recursive: true });
  // Whoever reads the name reads a whole file; two who make it make the same.
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, model);
  await rename(draft, file);
  log.info({ file, ms: Math.round(performance.now() - startedMs) }, 'converted the search model');
  return file;
}
