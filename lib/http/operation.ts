/** What one operation of the API takes and answers: parsed by its route, told in its document. */
import { z } from 'zod';
import type { CachePolicy } from '@/lib/site/tags';
import { words } from '@/lib/words';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** A declaration; routes get their types from it and the OpenAPI document its every word. */
export type Operation = {
  /** Unique: the name that generated clients call it by. */
  id: string;
  method: Method;
  /** With parameters in braces; one may hold slashes, as old arXiv ids do. */
  path: string;
  tag: string;
  summary: string;
  description?: string;
  /** What a token must be allowed for it; without, nobody need say who they are. */
  scope?: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** What a successful answer holds, and where it isn't 200 its status; null for no body. */
  answer: z.ZodType | null;
  status?: number;
  /** What can go wrong besides a malformed request and a limit. */
  failures?: Partial<Record<400 | 401 | 403 | 404 | 409 | 413 | 415 | 422, string>>;
};

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;
export type Input<O extends Operation> = {
  params: Parsed<O['params']>;
  query: Parsed<O['query']>;
  body: Parsed<O['body']>;
};

export type Answer<O extends Operation> = {
  body: O['answer'] extends z.ZodType ? z.input<O['answer']> : null;
  /** How everybody's cache may keep it; without, it is for this client alone. */
  cache?: CachePolicy;
  /** The address of the next page. */
  next?: string | null;
};

/** Keeps the schemas' own types, which an annotation would widen. */
export function operation<const O extends Operation>(declared: O): O {
  return declared;
}

const DIGITS = /^-?\d{1,9}$/;

/** A whole number in a query: decimal digits only, where coercing would take `1e3`, `0x10` and ` 7`. */
export function wholeNumber(min: number, max: number) {
  return z.preprocess(
    (text) => (typeof text === 'string' && DIGITS.test(text) ? Number(text) : text),
    z
      .int(words.validation.wholeNumber)
      .min(min, words.validation.atLeast(min))
      .max(max, words.validation.atMost(max)),
  );
}
