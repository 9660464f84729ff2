/** Derives the OpenAPI document from the operations and the schemas that they parse with. */
import { createDocument, type ZodOpenApiOperationObject } from 'zod-openapi';
import type { Operation } from './operation';
import { documentedPath } from './paths';
import { problemShape } from './shapes';

const OPENAPI_VERSION = '3.1.1';
const API_VERSION = '1.0.0';

const SCOPED_FAILURES = {
  401: 'The token is missing, unknown, expired or revoked.',
  403: 'The token doesn’t have the scope.',
};
const BODY_FAILURES = {
  413: 'The body is too large.',
  415: 'The body isn’t JSON.',
};

type Site = { name: string; url: string };

export function openApiDocument(site: Site, operations: readonly Operation[]) {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const declared of operations.filter(({ isInternal }) => !isInternal)) {
    (paths[documentedPath(declared.path)] ??= {})[declared.method] = operationObject(declared);
  }
  return createDocument({
    openapi: OPENAPI_VERSION,
    info: {
      title: `${site.name} API`,
      version: API_VERSION,
      description:
        'The daily paper for research papers, as JSON. Names and parameters are those of Hugging Face’s papers, so a program written for them works with this base address.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: site.url }],
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'A personal token with the named scope. Create it at /account.',
        },
      },
    },
    paths,
  });
}

function operationObject(declared: Operation): ZodOpenApiOperationObject {
  const { id, summary, description, tag, params, query, body } = declared;
  return {
    operationId: id,
    summary,
    ...(description && { description }),
    tags: [tag],
    // An operation without a scope needs no token.
    security: declared.scope ? [{ token: [declared.scope] }] : [],
    requestParams: { ...(params && { path: params }), ...(query && { query }) },
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: body } } },
    }),
    responses: responsesOf(declared),
  };
}

function responsesOf({ answer, status = 200, failures = {}, method, scope, body }: Operation) {
  const problem = (description: string) => ({
    description,
    content: { 'application/json': { schema: problemShape } },
  });
  const refusals = Object.entries({
    400: 'A parameter is invalid. The message states which, and why.',
    ...(scope && SCOPED_FAILURES),
    ...(body && BODY_FAILURES),
    ...failures,
  }).map(([code, description]) => [code, problem(description)]);
  return {
    [String(status)]: {
      description: 'Success.',
      ...(answer && { content: { 'application/json': { schema: answer } } }),
    },
    ...(method === 'get' && { 304: { description: 'Unchanged since the `ETag` that was sent.' } }),
    ...Object.fromEntries(refusals),
    429: {
      ...problem('Too many requests. `Retry-After` states when to try again.'),
      headers: { 'Retry-After': { schema: { type: 'integer' as const } } },
    },
    500: problem('Server error. Please quote the request ID.'),
  };
}
