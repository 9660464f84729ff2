/** What turns text into vectors, whoever does the work. */
import { AppError } from '@/lib/errors';

/** Some models read a question otherwise than what answers it. */
export type EmbedKind = 'query' | 'paper';

export type EmbedOptions = { kind: EmbedKind; signal?: AbortSignal };

export type Embedder = {
  /** Vectors of different ids are never compared. */
  id: string;
  dims: number;
  /** Text beyond this is not read. */
  maxTokens: number;
  /** A vector of length 1 for each text, in their order. */
  embed(texts: readonly string[], options: EmbedOptions): Promise<Float32Array[]>;
  close(): Promise<void>;
};

/** The embedder won't take what it was given, though it works: asking again would change nothing. */
export class TextRefused extends AppError {
  constructor(message: string, options?: ErrorOptions) {
    super('upstream_unavailable', message, options);
    this.name = 'TextRefused';
  }
}

/** What of a paper is embedded. */
export function textToEmbed({ title, abstract }: { title: string; abstract: string }): string {
  return `${title}. ${abstract}`;
}
