/** The API in its own words, for programs that generate clients. */
import { openApiDocument } from '@/lib/api/document';
import { env, publicUrl } from '@/lib/env';
import { policyOf } from '@/lib/front/tags';
import { conditional, methods } from '@/lib/http/api-route';

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = methods({
  GET: async (request) => {
    const text = JSON.stringify(openApiDocument({ name: env.SITE_NAME, url: publicUrl }));
    const { cacheControl, tags } = policyOf.static;
    const headers = {
      'content-type': 'application/json',
      'cache-control': cacheControl,
      'cache-tag': tags.join(','),
    };
    return conditional(text, new Headers(headers), request);
  },
});
