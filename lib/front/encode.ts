/** Encodes a body for clients, each encoding at most once. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';

export type Encoding = 'br' | 'gzip' | 'identity';
export type Encoded = { encoding: Encoding; bytes: Buffer; etag: string };

const PREFERRED: readonly Encoding[] = ['br', 'gzip', 'identity'];
/** A page of 50 papers (192 kB): quality 5 takes 2.4 ms for 33.5 kB, 9 takes 19 ms for 32.9 kB, */
const QUICK_QUALITY = 5;
/** and 10 takes 51 ms for 29.7 kB (11: 142 ms, 29.0 kB): worthwhile for stored bodies. */
const DENSE_QUALITY = 10;
/** Limits the size, because compressing a longer body takes longer than sending the saved bytes. */
const LONGEST_DENSE = 1_048_576;
const SMALLEST_WORTHWHILE = 1_024;
const TEXT_LIKE =
  /^(?:text\/|image\/svg|application\/(?:json|xml|javascript|ecmascript|manifest|x-ndjson)|[^;]*\+(?:json|xml)\b)/i;
const ETAG_LENGTH = 22;

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

export function isCompressible(contentType: string | undefined, cacheControl = ''): boolean {
  if (!contentType || /no-transform/i.test(cacheControl)) return false;
  return TEXT_LIKE.test(contentType) && !/^text\/event-stream/i.test(contentType);
}

export function isWorthCompressing(size: number): boolean {
  return size >= SMALLEST_WORTHWHILE;
}

type ByOurPreference = {
  encodings(available: readonly string[], options: { preferred: readonly string[] }): string[];
};

/** Caches parsed headers, because parsing takes a tenth of a cache hit. */
const weighed = new LRUCache<string, string[]>({ max: 100 });

/**
 * Chooses the encoding: of those that the client prefers, the best one here. A small body is sent
 * uncompressed, unless the client refuses that.
 */
export function chooseEncoding(acceptEncoding = '', isWorthwhile = true): Encoding {
  const accepted = weighed.get(acceptEncoding) ?? weigh(acceptEncoding);
  if (!isWorthwhile && accepted.includes('identity')) return 'identity';
  return PREFERRED.find((encoding) => encoding === accepted[0]) ?? 'identity';
}

function weigh(acceptEncoding: string): string[] {
  const headers = { 'accept-encoding': acceptEncoding };
  const negotiator: ByOurPreference = new Negotiator({ headers });
  const accepted = negotiator.encodings(PREFERRED, { preferred: PREFERRED });
  weighed.set(acceptEncoding, accepted);
  return accepted;
}

export function compress(
  encoding: Encoding,
  bytes: Buffer,
  quality = QUICK_QUALITY,
): Promise<Buffer> {
  switch (encoding) {
    case 'br':
      return brotli(bytes, { params: brotliParams(quality, bytes.length) });
    case 'gzip':
      return gzip(bytes);
    case 'identity':
      return Promise.resolve(bytes);
  }
}

/** Encodes a streamed body and flushes each chunk. */
export function compressor(encoding: 'br' | 'gzip'): zlib.BrotliCompress | zlib.Gzip {
  const { BROTLI_OPERATION_FLUSH, Z_SYNC_FLUSH } = zlib.constants;
  return encoding === 'br'
    ? zlib.createBrotliCompress({
        flush: BROTLI_OPERATION_FLUSH,
        params: brotliParams(QUICK_QUALITY),
      })
    : zlib.createGzip({ flush: Z_SYNC_FLUSH });
}

function brotliParams(quality: number, sizeHint = 0): Record<number, number> {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_MODE, BROTLI_MODE_TEXT, BROTLI_PARAM_SIZE_HINT } =
    zlib.constants;
  return {
    [BROTLI_PARAM_QUALITY]: quality,
    [BROTLI_PARAM_MODE]: BROTLI_MODE_TEXT,
    [BROTLI_PARAM_SIZE_HINT]: sizeHint,
  };
}

/** A body with the encodings made so far. Each entity tag identifies exact bytes. */
export class Body {
  readonly bytes: Buffer;
  readonly hash: string;
  readonly isCompressible: boolean;
  /** When these bytes replaced others, in milliseconds: whole seconds, like HTTP dates. */
  readonly changedAt: number;
  readonly #made: Partial<Record<Encoding, Encoded>>;
  readonly #making: Partial<Record<Encoding, Promise<Encoded>>> = {};

  constructor(bytes: Buffer, compressible: boolean, changedAt = 0) {
    this.bytes = bytes;
    this.changedAt = changedAt;
    this.hash = createHash('sha256').update(bytes).digest('base64url').slice(0, ETAG_LENGTH);
    this.isCompressible = compressible;
    this.#made = { identity: { encoding: 'identity', bytes, etag: this.#etag('') } };
  }

  /** Bytes in memory of all encodings. */
  get size(): number {
    return PREFERRED.reduce((sum, encoding) => sum + (this.#made[encoding]?.bytes.length ?? 0), 0);
  }

  /** All entity tags under which this body may have been sent. */
  get etags(): string[] {
    return ['', '-br', '-gzip'].map((suffix) => this.#etag(suffix));
  }

  choose(acceptEncoding: string | undefined): Encoding {
    if (!this.isCompressible) return 'identity';
    return chooseEncoding(acceptEncoding, isWorthCompressing(this.bytes.length));
  }

  made(encoding: Encoding): Encoded | undefined {
    return this.#made[encoding];
  }

  make(encoding: Encoding): Promise<Encoded> {
    return (this.#making[encoding] ??= this.#encode(encoding));
  }

  async #encode(encoding: Encoding): Promise<Encoded> {
    const quality = this.bytes.length > LONGEST_DENSE ? QUICK_QUALITY : DENSE_QUALITY;
    const bytes = await compress(encoding, this.bytes, quality);
    return (this.#made[encoding] ??= { encoding, bytes, etag: this.#etag(`-${encoding}`) });
  }

  #etag(suffix: string): string {
    return `"${this.hash}${suffix}"`;
  }
}
