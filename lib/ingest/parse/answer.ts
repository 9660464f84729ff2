/** Validates a source's bytes before parsing; rejects damaged responses as a whole. */
import { z } from 'zod';
import { AppError } from '@/lib/errors';
import type { ReportCut } from './bounds';
import type { Parsed } from '../types';

/** A damaged response: nothing of it may be stored. */
export class DamagedAnswer extends AppError {
  constructor(what: string, options?: ErrorOptions) {
    super('upstream_unavailable', what, options);
    this.name = 'DamagedAnswer';
  }
}

/** Two runs, because a single “É…” may be correct text and still decode; see isMojibake. */
const MIN_SUSPECT_RUNS = 2;
const MIN_SUSPECT_SHARE = 0.5;
/** Control characters and lone surrogates. */
const UNSTORABLE = /(?![\t\n\r])[\p{Cc}\p{Surrogate}]/gu;
const NON_ASCII_RUN = /\P{ASCII}+/gu;
/** Characters of windows-1252 for the bytes 0x80 to 0x9f: for five of them the byte itself. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The response's text, which must be UTF-8 and not wrongly decoded before. */
export function readText(body: string | Uint8Array, source: string): string {
  const text = typeof body === 'string' ? body.replace(/^\uFEFF/, '') : decodeUtf8(body, source);
  if (isMojibake(text)) {
    throw new DamagedAnswer(
      `The answer of ${source} is damaged: its UTF-8 was decoded as Latin-1 on the way.`,
    );
  }
  return text;
}

function decodeUtf8(body: Uint8Array, source: string): string {
  try {
    return utf8.decode(body);
  } catch (error) {
    throw new DamagedAnswer(`The answer of ${source} is damaged: it is not UTF-8.`, {
      cause: error,
    });
  }
}

/** The response's JSON, parsed with `schema`. */
export function readJson<T extends z.ZodType>(
  body: string | Uint8Array,
  { source, schema, expected }: { source: string; schema: T; expected: string },
): z.output<T> {
  const text = readText(body, source);
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    throw new DamagedAnswer(`The answer of ${source} is damaged: it is not JSON.`, {
      cause: error,
    });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new DamagedAnswer(`The answer of ${source} is not ${expected}.`);
}

/**
 * Removes control characters and lone surrogates from the texts of JSON: Postgres can't store them.
 */
export function parseJson(text: string): unknown {
  if (!/\\u(00|d[89a-f])/i.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_key, value: unknown) =>
    typeof value === 'string' ? dropUnstorable(value) : value,
  );
}

export function dropUnstorable(text: string): string {
  return text.replace(UNSTORABLE, '');
}

/**
 * Whether most characters outside ASCII decode as UTF-8 when they are read as Latin-1 or
 * windows-1252 bytes. Judges the whole text, so that one author's mangled name doesn't cost a day's
 * papers.
 */
export function isMojibake(text: string): boolean {
  const runs = text.match(NON_ASCII_RUN) ?? [];
  const suspects = runs.filter(decodesAgain).length;
  return suspects >= MIN_SUSPECT_RUNS && suspects > runs.length * MIN_SUSPECT_SHARE;
}

function decodesAgain(run: string): boolean {
  const bytes = new Uint8Array(run.length);
  for (let index = 0; index < run.length; index += 1) {
    const code = run.charCodeAt(index);
    const byte = code <= 0xff ? code : WINDOWS_1252.indexOf(run[index]!) + 0x80;
    if (byte < 0x80) return false;
    bytes[index] = byte;
  }
  try {
    utf8.decode(bytes);
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** Thrown by a parser to skip this record only. */
export class BadRecord extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'BadRecord';
  }
}

/** Parses records one by one. Reports bad records, and the parts cut from others. */
export function parseEach<Raw, T>(
  raws: readonly Raw[],
  parse: (raw: Raw, report: ReportCut) => T,
  refOf: (raw: Raw, index: number) => string,
): Parsed<T> {
  const parsed: Parsed<T> = { records: [], rejected: [], cut: [] };
  for (const [index, raw] of raws.entries()) {
    try {
      const report = (reason: string) => {
        parsed.cut.push({ ref: refOf(raw, index), reason });
      };
      parsed.records.push(parse(raw, report));
    } catch (error) {
      parsed.rejected.push({ ref: refOf(raw, index), reason: reasonOf(error) });
    }
  }
  return parsed;
}

function reasonOf(error: unknown): string {
  if (error instanceof BadRecord || error instanceof DamagedAnswer) return error.message;
  if (!(error instanceof z.ZodError)) throw error;
  const [issue] = error.issues;
  return `${issue?.path.join('.') || 'record'}: ${issue?.message ?? 'is not as expected'}`;
}
