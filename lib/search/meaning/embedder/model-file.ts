/** Keeps the converted model in a folder; the first process that needs it converts it. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { log } from '@/lib/log';
import { buildMiniLm } from './minilm-model';
import { minilm } from './minilm-package';

/** Rises when the conversion changes, so that an older file isn't used. */
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
  // Renamed when complete, so that readers never see half a file.
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, model);
  await rename(draft, file);
  log.info({ file, ms: Math.round(performance.now() - startedMs) }, 'converted the search model');
  return file;
}
