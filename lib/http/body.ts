/** Reads a request's body, limited in bytes and depth, so that no body overloads the server. */
import { AppError } from '@/lib/errors';
import { words } from '@/lib/words';

export const MAX_BODY_BYTES = 1024 * 1024;
const MAX_JSON_BYTES = 65_536;
const MAX_DEPTH = 20;
/** An unterminated string matches to the end, so that the pattern stays linear. */
const STRING_OR_BRACKET = /"(?:[^"\\]|\\.)*"?|[[\]{}]/gs;

/** The raw body. Throws payload_too_large. */
export async function readBody(
  body: ReadableStream<Uint8Array> | null,
  maxBytes = MAX_BODY_BYTES,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > maxBytes) throw new AppError('payload_too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Removes NUL, which Postgres refuses. */
export function storable(text: string): string {
  return text.replaceAll('\0', '');
}

/** Throws an AppError for a body that is invalid JSON, too large or nested too deep. */
export async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/(?:json|[\w.-]+\+json)\b/i.test(type)) {
    throw new AppError('unsupported_media_type');
  }
  const text = (await readBody(request.body, MAX_JSON_BYTES)).toString('utf8');
  if (isNestedDeeperThan(MAX_DEPTH, text)) {
    throw new AppError('bad_request', words.refusals.jsonTooDeep(MAX_DEPTH));
  }
  try {
    return JSON.parse(text, (_name, value) =>
      typeof value === 'string' ? storable(value) : value,
    );
  } catch (cause) {
    throw new AppError('bad_request', words.refusals.notJson, { cause });
  }
}

/** Checked before parsing; brackets in strings don't count. */
function isNestedDeeperThan(limit: number, text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(STRING_OR_BRACKET)) {
    if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    if (depth > limit) return true;
  }
  return false;
}
