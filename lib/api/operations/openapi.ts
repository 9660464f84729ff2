/** The OpenAPI document, for programs that generate clients. */
import { z } from 'zod';
import { env, publicUrl } from '@/lib/env';
import { policyOf } from '@/lib/site/tags';
import { openApiDocument } from '../document';
import { operation, type Operation } from '../operation';

export const documentOperations: readonly Operation[] = [
  operation({
    id: 'openapi',
    method: 'get',
    path: '/api/openapi.json',
    tag: 'Document',
    summary: 'This API as an OpenAPI document',
    isInternal: true,
    answer: z.unknown(),
    async handle({ operations }) {
      const site = { name: env.SITE_NAME, url: publicUrl };
      return { body: openApiDocument(site, operations), cache: policyOf.static };
    },
  }),
];
