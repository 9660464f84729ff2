/** Keeps values that are chosen once, in a file that only its owner may read. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import type { z } from 'zod';

/** Returns the file's content, made by `make` if it is missing. Concurrent callers get the same value. */
export async function keepOnce<T>(file: string, schema: z.ZodType<T>, make: () => T): Promise<T> {
  if (!existsSync(file)) await writeIfFirst(file, JSON.stringify(make(), null, 2));
  return schema.parse(JSON.parse(await readFile(file, 'utf8')));
}

/** Links a finished draft: the first link wins, and no process reads half a file. */
async function writeIfFirst(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, text, { mode: 0o600 });
  try {
    await link(draft, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    await rm(draft);
  }
}

/** 192 random bits for an address or a header. */
export function randomSecret(): string {
  return randomBytes(24).toString('base64url');
}
