/** The Content-Security-Policy of a page: which of its inline scripts may run. */
import { createHash } from 'node:crypto';
import { inlineScripts } from './inline-scripts';
import { DEFINITIONS, SHELL_TIME } from './react-runtime';

const DIRECTIVES = [
  "default-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
  "img-src 'self' https: data:",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
].join('; ');

/** For everything that isn't a page. */
export const SCRIPTLESS_POLICY = policyWith([]);

/** Next hands its data over in calls such as these; `(.*)` must be pure JSON. */
const FLIGHT_START = '(self.__next_f=self.__next_f||[]).push([0]);';
const DATA_CALLS = [
  /^\(self\.__next_f=self\.__next_f\|\|\[\]\)\.push\((.*)\)$/s,
  /^self\.__next_f\.push\((.*)\)$/s,
  /^\(globalThis\["(?:TURBOPACK[\w-]*)"\] \|\| \(globalThis\["(?:TURBOPACK[\w-]*)"\] = \[\]\)\)\.push\((.*)\);$/s,
];
/** A call of one of React's own functions; its arguments must be pure JSON. */
const RUNTIME_CALL = /^\$R[CRSX]\((.*)\)$/s;

export type PagePolicy = {
  /** The value of the Content-Security-Policy header. */
  header: string;
  /** Inline scripts that it doesn't allow. */
  refused: string[];
};

/**
 * The policy for a page. Hashing whatever stands in it would bless an injected script as well,
 * so a script is allowed only for its text: data that cannot act, React's own instructions, or
 * one of `trusted`, word for word.
 */
export function pagePolicy(html: string, trusted: ReadonlySet<string>): PagePolicy {
  const hashes = new Set<string>();
  const refused: string[] = [];
  for (const source of inlineScripts(html)) {
    // As the browser's parser sees it, which is what it hashes.
    const text = source.replace(/\r\n?/g, '\n');
    if (text.trim() === '') continue;
    if (isTrusted(text, trusted)) hashes.add(hashOf(text));
    else refused.push(text);
  }
  return { header: policyWith([...hashes]), refused };
}

function policyWith(hashes: readonly string[]): string {
  return `script-src ${["'self'", ...hashes].join(' ')}; ${DIRECTIVES}`;
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function isTrusted(text: string, trusted: ReadonlySet<string>): boolean {
  return trusted.has(text) || isDataCall(text) || text === SHELL_TIME || isRuntimeCall(text);
}

function isDataCall(text: string): boolean {
  // With the state of a form, Next writes two calls into one script.
  const call = text.startsWith(FLIGHT_START) ? text.slice(FLIGHT_START.length) : text;
  return DATA_CALLS.some((pattern) => {
    const argument = pattern.exec(call)?.[1];
    return argument !== undefined && isJson(argument);
  });
}

function isRuntimeCall(text: string): boolean {
  const args = RUNTIME_CALL.exec(withoutDefinitions(text))?.[1];
  return args !== undefined && isJson(`[${args}]`);
}

function withoutDefinitions(text: string): string {
  const definition = DEFINITIONS.find((known) => text.startsWith(known));
  if (definition === undefined) return text;
  // React writes a second semicolon after one of them.
  return withoutDefinitions(text.slice(definition.length).replace(/^;/, ''));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
