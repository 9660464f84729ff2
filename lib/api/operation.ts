/** Declares an operation of the API: its address, input, answer, limits and handler, in one place. */
import type { z } from 'zod';
import type { Scope } from '@/lib/accounts/tokens/token-rules';
import type { Reader } from '@/lib/accounts/types';
import type { Database } from '@/lib/db/client';
import type { CachePolicy } from '@/lib/site/tags';
import type { Limited } from '@/lib/http/limit-commands';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;

type Call<P, Q, B, S> = {
  params: Parsed<P>;
  query: Parsed<Q>;
  body: Parsed<B>;
  /** The account that acts; null for an operation without a scope. */
  reader: S extends Scope ? Reader : null;
  headers: Headers;
  db: Database;
  /** All operations that the router serves. */
  operations: readonly Operation[];
};

export type Answer<A> = {
  body: A extends z.ZodType ? z.input<A> : null;
  /** Cache policy of the answer; without one, it is private. */
  cache?: CachePolicy;
  /** The parameters that the next page changes in this address. */
  next?: Record<string, string> | null;
};

type Declared<P, Q, B, A, S> = {
  /** Unique: generated clients name their method after it. */
  id: string;
  method: Method;
  /** Parameters are in braces; `{+id}` may hold slashes, because old arXiv ids do. */
  path: string;
  tag: string;
  summary: string;
  description?: string;
  /** Serves our own pages: absent from the document, and other sites' pages can't write with it. */
  isInternal?: true;
  /** The scope that a token needs; without a scope, the operation is public. */
  scope?: S;
  /** Limits besides the general one of writing accounts: by account, by network. */
  limits?: { account?: Limited; network?: Limited };
  params?: P;
  query?: Q;
  body?: B;
  /** The body of a successful answer; null for none. */
  answer: A;
  /** The status of a successful answer, 200 unless stated. */
  status?: number;
  /** Failures besides a malformed request and a limit. */
  failures?: Partial<Record<400 | 401 | 403 | 404 | 409 | 413 | 415 | 422, string>>;
  handle(call: Call<P, Q, B, S>): Promise<Answer<A>>;
  /** Adds data to an answer that must not be stored for a repeat, such as a secret. */
  complete?(answer: Answer<A>): Answer<A>;
};

type Params = z.ZodObject | undefined;
type Body = z.ZodType | undefined;

export type Operation = Declared<Params, Params, Body, z.ZodType | null, Scope | undefined>;

/** Infers the types of a handler from the schemas beside it. */
export function operation<
  A extends z.ZodType | null,
  P extends Params = undefined,
  Q extends Params = undefined,
  B extends Body = undefined,
  S extends Scope | undefined = undefined,
>(declared: Declared<P, Q, B, A, S>): Operation;
export function operation(declared: Operation): Operation {
  return declared;
}
