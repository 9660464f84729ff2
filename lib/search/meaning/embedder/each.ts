/**
 * Embeds texts one by one where the embedder refuses a batch, so that one text doesn't cost all.
 */
import { TextRefused, type Embedder, type EmbedOptions } from './types';

/** The beginning of a text has nearly the same meaning, and is short enough for most embedders. */
const PARTS = [1 / 2, 1 / 4];
const HARMLESS = 'A paper.';

/** A vector for each text, in order; null where even the beginning is refused. */
export async function embedEach(
  embedder: Embedder,
  texts: readonly string[],
  options: EmbedOptions,
): Promise<(Float32Array | null)[]> {
  const [text, ...others] = texts;
  if (text === undefined) return [];
  try {
    return await embedder.embed(texts, options);
  } catch (error) {
    if (!(error instanceof TextRefused)) throw error;
  }
  if (others.length === 0) return [await embedBeginning(embedder, text, options)];
  const half = Math.ceil(texts.length / 2);
  return [
    ...(await embedEach(embedder, texts.slice(0, half), options)),
    ...(await embedEach(embedder, texts.slice(half), options)),
  ];
}

async function embedBeginning(
  embedder: Embedder,
  text: string,
  options: EmbedOptions,
): Promise<Float32Array | null> {
  for (const part of PARTS) {
    const beginning = text.slice(0, Math.ceil(text.length * part)).toWellFormed();
    try {
      const [vector = null] = await embedder.embed([beginning], options);
      return vector;
    } catch (error) {
      if (!(error instanceof TextRefused)) throw error;
    }
  }
  // Throws where the embedder refuses every text, because the embedder itself is failing.
  await embedder.embed([HARMLESS], options);
  return null;
}
