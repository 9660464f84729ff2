/** What is chosen once and then kept in a file that only its owner may read. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import type { z } from 'zod';

/** The file's content, made by `make` where there is none. All who call at once get the same. */
export async function keepOnce<T>(file: string, schema: z.ZodType<T>, make: () => T): Promise<T> {
  if (!existsSync(file)) await writeIfFirst(file, JSON.stringify(make(), null, 2));
  return schema.parse(JSON.parse(await readFile(file, 'utf8')));
}

/** A link to a finished draft: the first one wins, and nobody ever reads half a file. */
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

/** 192 bits that nobody can guess, fit for an address or a header. */
export function randomSecret(): string {
  return randomBytes(24).toString('base64url');
}
