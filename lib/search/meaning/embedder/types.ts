/** Defines an embedder, which turns text into vectors. */
import { AppError } from '@/lib/errors';

/** Some models encode queries and documents differently. */
export type EmbedKind = 'query' | 'paper';

export type EmbedOptions = { kind: EmbedKind; signal?: AbortSignal };

export type Embedder = {
  /** Vectors of different ids are never compared. */
  id: string;
  dims: number;
  /** Text beyond this length is ignored. */
  maxTokens: number;
  /** A vector of length 1 for each text, in order. */
  embed(texts: readonly string[], options: EmbedOptions): Promise<Float32Array[]>;
  close(): Promise<void>;
};

/** The embedder refuses the input permanently: a retry would not help. */
export class TextRefused extends AppError {
  constructor(message: string, options?: ErrorOptions) {
    super('upstream_unavailable', message, options);
    this.name = 'TextRefused';
  }
}

/** The text of a paper that is embedded. */
export function textToEmbed({ title, abstract }: { title: string; abstract: string }): string {
  return `${title}. ${abstract}`;
}
