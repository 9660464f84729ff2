/** The page about the API. Descriptions of operations are in lib/api/operations, in English. */
export const api = {
  title: 'API',
  intro: (siteName: string, address: string) =>
    `Programs can read everything that ${siteName} shows, without a key. Paths, parameters and names are those of Hugging Face’s papers: a program written for them works with the base address \`${address}\`.`,
  document: '[openapi.json](document) describes the API for machines.',
  basics: 'Basics',
  etag: 'Every response has an `ETag`. Send it back as `If-None-Match` to get an empty response while nothing has changed.',
  limit: (requests: number, seconds: number) =>
    `A network can send ${requests} requests in ${seconds} seconds. Cached responses don’t count. \`RateLimit\` states how many requests are left. A response with status 429 states in \`Retry-After\` when to try again.`,
  error:
    'An error has the matching status and the body `{ "error": { "code", "message", "requestId" } }`. Its message states what to change.',
  cors: 'Scripts of any site can read (CORS). No cookies are used.',
  token:
    'To vote, comment, save or submit, send a token from [your account](account) as `Authorization: Bearer …`. A request with an `Idempotency-Key` can be repeated safely.',
  operations: 'Operations',
  objects: 'Objects',
  needsScope: (scope: string) => `Needs a token with the scope ${scope}.`,
  parametersOf: (operation: string) => `Parameters of ${operation}`,
  fieldsOf: (schema: string) => `Fields of ${schema}`,
  returns: (type: string) => `Returns ${type}.`,
  optional: 'optional',
};
