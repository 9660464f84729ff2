/** Turns the OpenAPI document into the rows of the page /api. Pure. */
import type { openApiDocument } from './document';

type Document = ReturnType<typeof openApiDocument>;

export type ReferenceField = {
  name: string;
  type: string;
  isOptional: boolean;
  description: string;
};
export type ReferenceOperation = {
  id: string;
  method: string;
  path: string;
  tag: string;
  summary: string;
  description: string;
  scope: string | null;
  parameters: ReferenceField[];
  answer: string;
  refusals: { status: string; description: string }[];
};
export type ReferenceSchema = { name: string; description: string; fields: ReferenceField[] };
export type Reference = { operations: ReferenceOperation[]; schemas: ReferenceSchema[] };

type Schema = {
  $ref?: string;
  type?: string | string[];
  items?: Schema;
  anyOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  minimum?: number;
  maximum?: number;
  default?: string | number;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
};
type OperationObject = {
  operationId: string;
  summary: string;
  description?: string;
  tags: string[];
  security?: Record<string, string[]>[];
  parameters?: { name: string; required?: boolean; description?: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>;
};

export function referenceOf(document: Document): Reference {
  const paths = (document.paths ?? {}) as Record<string, Record<string, OperationObject>>;
  const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;
  return {
    operations: Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, one]) => operationOf(path, method, one)),
    ),
    schemas: Object.entries(schemas).map(([name, schema]) => ({
      name,
      description: schema.description ?? '',
      fields: fieldsOf(schema),
    })),
  };
}

function operationOf(path: string, method: string, one: OperationObject): ReferenceOperation {
  const body = one.requestBody?.content['application/json']?.schema;
  const responses = Object.entries(one.responses);
  const done = responses.find(([status]) => status.startsWith('2'))?.[1];
  const answer = done?.content?.['application/json']?.schema;
  return {
    id: one.operationId,
    method: method.toUpperCase(),
    path,
    tag: one.tags[0] ?? '',
    summary: one.summary,
    description: one.description ?? '',
    scope: one.security?.flatMap(Object.values).flat().join(', ') || null,
    parameters: [
      ...(one.parameters ?? []).map(({ name, required, description, schema }) => ({
        name,
        type: typeOf(schema),
        isOptional: !required,
        description: description ?? schema.description ?? '',
      })),
      ...(body ? fieldsOf(body) : []),
    ],
    answer: answer ? typeOf(answer) : 'nothing',
    refusals: responses
      .filter(([status]) => status.startsWith('4'))
      .map(([status, { description }]) => ({ status, description })),
  };
}

function fieldsOf({ properties = {}, required = [] }: Schema): ReferenceField[] {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    type: typeOf(schema),
    isOptional: !required.includes(name),
    description: schema.description ?? '',
  }));
}

function typeOf(schema: Schema): string {
  const { $ref, type, items, anyOf, enum: choices, format, minimum, maximum } = schema;
  const fallback = schema.default === undefined ? '' : `, else ${String(schema.default)}`;
  if ($ref) return $ref.split('/').at(-1) ?? '';
  if (anyOf) return anyOf.map(typeOf).join(' or ');
  if (choices) return choices.map(String).join(' | ') + fallback;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (type === 'array') return `list of ${items ? typeOf(items) : 'anything'}`;
  if (type === 'integer' && maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER) {
    return `${minimum ?? 0} to ${maximum}${fallback}`;
  }
  return (format ?? String(type ?? 'anything')) + fallback;
}

/** A command that calls the operation with example parameters. */
export function curlOf({ id, path }: ReferenceOperation, siteUrl: string): string {
  const parameters: Record<string, string> = {
    dailyPapers: '?date=2025-03-14',
    searchPapers: '?q=diffusion',
  };
  return `curl '${siteUrl}${path.replace('{id}', '2503.12345')}${parameters[id] ?? ''}'`;
}
