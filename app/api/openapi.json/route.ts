/** The API in its own words, for programs that generate clients. */
import { openApiDocument } from '@/lib/api/document';
import { env, publicUrl } from '@/lib/env';
import { policyOf } from '@/lib/site/tags';
import { answerHeaders, conditional, methods } from '@/lib/http/api-route';

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = methods({
  GET: async (request) => {
    const text = JSON.stringify(openApiDocument({ name: env.SITE_NAME, url: publicUrl }));
    const headers = answerHeaders(policyOf.static);
    headers.set('content-type', 'application/json');
    return conditional(text, headers, request);
  },
});
