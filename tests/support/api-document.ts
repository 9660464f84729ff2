/** Validates operations' input and answers against the OpenAPI document. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { openApiDocument } from '@/lib/api/document';
import { operations } from '@/lib/api/operations';

export type Parameter = {
  name: string;
  in: 'path' | 'query';
  required?: boolean;
  schema: JsonSchema;
};
export type JsonSchema = {
  type?: string;
  enum?: unknown[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  examples?: unknown[];
};
export type Described = {
  path: string;
  method: string;
  operationId: string;
  parameters: Parameter[];
  security: unknown[];
  requestBody?: unknown;
};

export const DOCUMENT = JSON.parse(
  JSON.stringify(openApiDocument({ name: 'Broadsheet', url: 'https://paper.example' }, operations)),
) as { paths: Record<string, Record<string, Partial<Described>>> };

export const OPERATIONS: Described[] = Object.entries(DOCUMENT.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(
    ([method, { operationId = '', parameters = [], security = [], requestBody }]) => ({
      path,
      method,
      operationId,
      parameters,
      security,
      requestBody,
    }),
  ),
);

const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema(DOCUMENT, 'openapi.json');

/** Errors of a body for this status; empty for a valid one. */
export function problemsOf(
  { path, method }: Pick<Described, 'path' | 'method'>,
  status: number,
  body: unknown,
): string[] {
  const pointer = [
    'paths',
    path,
    method,
    'responses',
    status,
    'content',
    'application/json',
    'schema',
  ]
    .map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1'))
    .map(encodeURIComponent)
    .join('/');
  const validate = ajv.getSchema(`openapi.json#/${pointer}`);
  if (!validate) return [`${method} ${path} doesn't say that it answers ${status}`];
  if (validate(body) === true) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
