/**
 * Format of a compressed backup file: a JSON line of metadata; then each table as a JSON line, its
 * rows in COPY format, the line `\.` and the number of rows.
 */
import { z } from 'zod';

export const FORMAT = 1;
/** Terminates a table: no row equals this, because COPY doubles each backslash. */
export const END_OF_ROWS = '\\.\n';
const NEWLINE = 0x0a;
const BETWEEN = Buffer.from(`\n${END_OF_ROWS}`);
const MAX_LINE_BYTES = 1_000_000;

export const headerSchema = z.object({
  broadsheet: z.literal(FORMAT),
  madeAt: z.iso.datetime(),
  migrations: z.array(z.string()),
  rows: z.int(),
  sequences: z.array(z.object({ name: z.string(), last: z.string() })),
  tables: z.array(z.string()),
});
/** Metadata common to the first lines of all format versions. */
export const formatSchema = z.object({ broadsheet: z.int() });
export const tableSchema = z.object({ table: z.string(), columns: z.array(z.string()).min(1) });
export const countSchema = z.object({ rows: z.int() });
export type Header = z.infer<typeof headerSchema>;

/** The file is damaged. */
export class DamagedBackup extends Error {}

/** Parses a JSON line with `schema`. Throws DamagedBackup. */
export function parseLine<T extends z.ZodType>(schema: T, line: string): z.output<T> {
  try {
    return schema.parse(JSON.parse(line));
  } catch (cause) {
    throw new DamagedBackup('A line has unexpected content.', { cause });
  }
}

export function countRows(part: Buffer): number {
  let rows = 0;
  for (let at = part.indexOf(NEWLINE); at !== -1; at = part.indexOf(NEWLINE, at + 1)) rows += 1;
  return rows;
}

/** Splits a stream of bytes into lines and rows. Throws where the stream is truncated. */
export class PartReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(stream: AsyncIterable<Buffer>) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  async line(): Promise<string> {
    for (;;) {
      const end = this.#held.indexOf(NEWLINE);
      if (end !== -1) {
        const line = this.#held.subarray(0, end).toString();
        this.#held = this.#held.subarray(end + 1);
        return line;
      }
      if (this.#held.length > MAX_LINE_BYTES) throw new DamagedBackup('A line is incomplete.');
      await this.#more();
    }
  }

  /** The rows of a table, in chunks that may end within a row. */
  async *rows(): AsyncGenerator<Buffer> {
    while (this.#held.length < END_OF_ROWS.length) await this.#more();
    if (this.#held.subarray(0, END_OF_ROWS.length).toString() === END_OF_ROWS) {
      this.#held = this.#held.subarray(END_OF_ROWS.length);
      return;
    }
    for (;;) {
      const end = this.#held.indexOf(BETWEEN);
      if (end !== -1) {
        const last = this.#held.subarray(0, end + 1);
        this.#held = this.#held.subarray(end + BETWEEN.length);
        yield last;
        return;
      }
      // The terminator may be split between two chunks.
      const sure = this.#held.length - BETWEEN.length + 1;
      if (sure > 0) {
        const part = this.#held.subarray(0, sure);
        this.#held = this.#held.subarray(sure);
        yield part;
      }
      await this.#more();
    }
  }

  /** Throws where data follows, or where the checksum is missing or differs. */
  async end(): Promise<void> {
    const isOver = this.#held.length === 0 && (await this.#chunks.next()).done;
    if (!isOver) throw new DamagedBackup('It has data after its end.');
  }

  async #more(): Promise<void> {
    const { done, value } = await this.#chunks.next();
    if (done) throw new DamagedBackup('It is incomplete.');
    this.#held = this.#held.length === 0 ? value : Buffer.concat([this.#held, value]);
  }
}
