/** Opens the embedder of the settings. */
import path from 'node:path';
import { env, type Env } from '@/lib/env';
import { endpointId, openEndpoint } from './endpoint';
import { createLocalEmbedder } from './local';
import { MODEL_ID } from './model-file';
import type { Embedder } from './types';

/** Null where embeddings are switched off. */
export function chosenEmbedderId(settings: Env = env): string | null {
  const { EMBEDDINGS: choice, EMBEDDINGS_URL: url, EMBEDDINGS_MODEL: model = '' } = settings;
  if (choice === 'none') return null;
  return choice !== 'local' && url ? endpointId(model) : MODEL_ID;
}

/** The embedder of an id; null where these settings can't open it. */
export async function openEmbedder(id: string, signal?: AbortSignal): Promise<Embedder | null> {
  const { EMBEDDINGS_URL: url, EMBEDDINGS_MODEL: model, EMBEDDINGS_KEY: key } = env;
  if (id === MODEL_ID) return createLocalEmbedder(path.join(env.DATA_DIR, 'models'));
  if (url && model && id === endpointId(model)) return openEndpoint({ url, model, key }, signal);
  return null;
}
