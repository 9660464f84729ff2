/** Generates requests to every route of the app, with hostile values beside valid ones. */
import fc from 'fast-check';
import { globSync, readFileSync } from 'node:fs';

export type Route = {
  path: string;
  methods: string[];
  /** Values of the button in a form. */
  acts: string[];
};
export type OddRequest = {
  method: string;
  /** Bytes, written as Latin-1. */
  target: string;
  headers: Record<string, string>;
  body: string | null;
  sender: number;
};
/** Values for a route's parameters, by name. */
export type KnownValues = Record<string, string[]>;

const METHOD = /\b(?:GET|POST|PUT|PATCH|DELETE)\b/g;
const FORMS = '/post/';

/** Routes without a folder in the app. */
const OTHERS = ['/metrics', '/robots.txt', '/sitemap.xml', '/opensearch.xml', '/_next/image'];

/** Every page and handler from the folders of the app, under each of its addresses. */
export function routesOfApp(): Route[] {
  const found = globSync('app/**/{page.tsx,route.ts,route.tsx}')
    .sort()
    .flatMap((file) => {
      const folder = file.replace(/\/[^/]+$/, '').replace(/^app/, '');
      const path = folder.replace(/\/\([^)]+\)/g, '') || '/';
      const source = readFileSync(file, 'utf8');
      const methods = file.endsWith('page.tsx') ? ['GET'] : methodsOf(source);
      const acts = wordsIn(source, /^ {2}(?:async )?'?([a-z][\w-]*)'?[(:]/gm);
      // proxy.ts rewrites forms from the page's address to this route.
      const isForm = path.startsWith(FORMS);
      const paths = isForm ? [path, path.replace(FORMS, '/')] : [path];
      return paths.map((at) => ({ path: at, methods, acts }));
    });
  return [...found, ...OTHERS.map((path) => ({ path, methods: ['GET'], acts: [] }))];
}

function methodsOf(source: string): string[] {
  const exported = source.match(/^export (?:const|async function|function|\{).*/gm) ?? [];
  return [...new Set(exported.join('\n').match(METHOD))];
}

const HOSTILE = fc.oneof(
  fc.constantFrom('constructor', '__proto__', 'toString', 'hasOwnProperty', 'null', 'undefined'),
  fc.constantFrom('2025-02-30', '2025-13', '2025-W54', '0000-00-00', '9999-12-31', '-1', '1e9'),
  fc.constantFrom('99999999999999999999', '2147483648', 'NaN', '2513.99999', '1.5', '00', ''),
  fc.constantFrom('€', '\uffff', '\ufffd', '🜁', 'ﷺ', '\u202e', 'İ', '\u0000', '\n', '\r\nx: y'),
  fc.constantFrom('..', '.', '%2e%2e', '%2f', '%25zz', '//evil.example', '\\', "'; --", '"><b>'),
  fc.constantFrom('jürgen@example.org', 'a&b@x.example', 'a=b@x.example', 'a/b@x.example'),
  fc.constantFrom('info@münchen.example', 'ada@exam\tple.org', '用户@例子.广告', '@', 'a@b@c.d'),
  fc.constantFrom('http://127.0.0.1/', 'javascript:alert(1)', 'https://[::1', 'urn:x', '{}', '[]'),
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.toWellFormed()),
  fc.nat(3_000).map((length) => 'a'.repeat(length)),
);

/** Percent-encoded as in a browser, as raw bytes, or unencoded where a request line allows it. */
const WRITTEN: ((text: string) => string)[] = [
  encodeURIComponent,
  encodeURIComponent,
  (text) => encodeURIComponent(encodeURIComponent(text)),
  (text) => latin1(text).replace(/[^\x21-\xff]|[?#]/g, encodeURIComponent),
];
const BAD_ESCAPES = ['%', '%zz', '%E0%A4%A', '%ff%fe', '%00', '%c0%af', '%u20ac'];
const ENDINGS = ['.md', '.bib', '.ris', '.csl.json', '.rss', '.atom', '.json', '/', '.'];
const PARAMETERS =
  'q p sort window order day d c done problem next vote date week month limit kind';
const MARKUP = globSync('{app,components}/**/*.tsx').map((file) => readFileSync(file, 'utf8'));
const SCHEMAS = globSync('lib/**/{schema,operations/*}.ts').map((file) =>
  readFileSync(file, 'utf8'),
);
const NAMES = [
  ...wordsIn(MARKUP.join('\n'), /\bname="([\w-]+)"/g),
  ...wordsIn(SCHEMAS.join('\n'), /\b(\w+): z\b/g),
  ...PARAMETERS.split(' '),
];
const CHOICES = wordsIn(MARKUP.join('\n'), /\bvalue="([\w-]+)"/g);

function wordsIn(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, word = '']) => word))];
}

/** A text's UTF-8 bytes, each as one character. */
function latin1(text: string): string {
  return Buffer.from(text).toString('latin1');
}

function segment(name: string, known: KnownValues) {
  const valid = known[name] ?? [];
  const hostile = fc
    .tuple(HOSTILE, fc.constantFrom(...WRITTEN))
    .map(([text, write]) => write(text) || '%20');
  return fc.oneof(
    { weight: 6, arbitrary: valid.length > 0 ? fc.constantFrom(...valid) : hostile },
    { weight: 4, arbitrary: hostile },
    { weight: 1, arbitrary: fc.constantFrom(...BAD_ESCAPES) },
  );
}

function pathOf(route: Route, known: KnownValues) {
  const segments = route.path.split('/').slice(1);
  const parts = segments.map((name) => {
    if (!name.startsWith('[')) return fc.constant(name);
    // A name has another meaning in another folder.
    const own = `${segments[0]}/${name}`;
    const one = segment(own in known ? own : name, known);
    if (!name.startsWith('[...')) return one;
    const more = fc.array(segment(name, known), { maxLength: 2 });
    return fc
      .tuple(one, fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, more))
      .map(([first, rest]) => [first, ...rest].join('/'));
  });
  const ending = fc.oneof({ weight: 6, arbitrary: fc.constant('') }, fc.constantFrom(...ENDINGS));
  return fc.tuple(fc.tuple(...parts), ending).map(([texts, end]) => `/${texts.join('/')}${end}`);
}

function fields(known: KnownValues, longest: number) {
  const anything = Object.values(known).flat();
  const name = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...NAMES) },
    fc.constantFrom('__proto__', 'constructor', '€', 'a[b]', ''),
  );
  const value = fc.oneof(
    { weight: 6, arbitrary: HOSTILE },
    { weight: 4, arbitrary: fc.constantFrom(...anything, ...CHOICES) },
    { weight: 1, arbitrary: fc.constant('x'.repeat(longest)) },
  );
  return fc
    .array(fc.tuple(name, value), { maxLength: 7 })
    .chain((pairs) =>
      fc.boolean().map((twice) => (twice ? [...pairs, ...pairs.slice(0, 1)] : pairs)),
    );
}

function query(known: KnownValues) {
  const sane = fields(known, 1_500).map((pairs) => `?${new URLSearchParams(pairs)}`);
  const odd = fc.constantFrom('?', '?q=%', '?q=%zz', '?&&==&', '?q=%ff', '?__proto__=1', '?q=%00');
  return fc.oneof({ weight: 4, arbitrary: fc.constant('') }, { weight: 5, arbitrary: sane }, odd);
}

const HEADERS: [name: string, values: string[]][] = [
  ['accept', ['text/markdown', 'text/html', '*/*;q=x', 'application/json', ',,,', 'a'.repeat(999)]],
  ['accept-encoding', ['br', 'gzip;q=0', 'identity;q=0, *;q=0', 'x']],
  ['accept-language', ['de', '*', '\u00e9']],
  ['authorization', ['Bearer', 'Bearer bsp_x', 'Basic !!!', `Bearer bsp_${'x'.repeat(43)}`]],
  ['cookie', ['a', ';;;', 'a=%zz', `better-auth.${' '.repeat(900)}`, '__Host-x=\u00ff', '=;=']],
  ['if-none-match', ['*', '"', 'W/"x"', `"${'x'.repeat(500)}"`]],
  ['if-modified-since', ['never', '-1']],
  ['range', ['bytes=0-0', 'bytes=9-1', 'x']],
  ['host', ['evil.example', '[::1', 'a:b:c', '\u00e9', ' ']],
  ['x-forwarded-host', ['evil.example', ',', 'a b']],
  ['x-request-id', ['x', '\u00ff', 'x'.repeat(500)]],
  ['rsc', ['1', '%']],
  ['next-router-state-tree', ['%', '[]', '{"__proto__":1}']],
  ['next-action', ['x', '7f'.repeat(21)]],
  ['x-middleware-subrequest', ['proxy:proxy:proxy:proxy:proxy']],
  ['origin', ['null', 'https://evil.example', 'x']],
  ['sec-fetch-site', ['cross-site', 'x']],
  ['idempotency-key', ['', 'x', 'x'.repeat(300)]],
];

function headers() {
  const one = fc
    .constantFrom(...HEADERS)
    .chain(([name, values]) => fc.constantFrom(...values).map((value) => [name, value] as const));
  const odd = fc.array(one, { minLength: 1, maxLength: 3 });
  return fc
    .oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 2, arbitrary: odd })
    .map((pairs) => Object.fromEntries(pairs));
}

function jsonText(known: KnownValues): fc.Arbitrary<string> {
  const object = fields(known, 20_000).map((pairs) => Object.fromEntries(pairs));
  const call = fc.record({
    jsonrpc: fc.constantFrom('2.0', '1.0', 2),
    id: fc.constantFrom(1, 'x', null, {}, -1),
    method: fc.constantFrom('initialize', 'tools/list', 'tools/call', 'ping', 'x', '__proto__'),
    params: fc.oneof(
      fc.constantFrom(null, [], 'x', {}),
      fc.record({
        name: fc.constantFrom('search_papers', 'get_paper', 'x', 7),
        arguments: fields(known, 900).map((pairs) => Object.fromEntries(pairs)),
      }),
    ),
  });
  const values = fc.oneof(object, object, call, fc.array(call, { maxLength: 12 }), fc.jsonValue());
  const broken = fc.constantFrom('{', '', 'null', '[[[[', '{"a":1e999}', '"\\ud800"', '\ufeff{}');
  return fc.oneof(
    { weight: 6, arbitrary: values.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: broken },
    { weight: 1, arbitrary: fc.nat(900).map((depth) => '['.repeat(depth) + ']'.repeat(depth)) },
  );
}

function formText(known: KnownValues, acts: string[]): fc.Arbitrary<string> {
  const plain = fields(known, 70_000);
  const act = acts.length > 0 ? fc.constantFrom(...acts) : HOSTILE;
  const withAct = fc
    .tuple(fields(known, 9_000), act)
    .map(([pairs, value]) => [...pairs, ['act', value] as [string, string]]);
  const email = HOSTILE.map((text): [string, string][] => [['email', text]]);
  const odd = fc.constantFrom('%zz=%', '&=&', '=', 'a');
  const sane = fc
    .oneof({ weight: 4, arbitrary: withAct }, plain, email)
    .map((pairs) => String(new URLSearchParams(pairs)));
  return fc.oneof({ weight: 9, arbitrary: sane }, odd);
}

function multipart(known: KnownValues): fc.Arbitrary<string> {
  return fields(known, 2_000).map((pairs) =>
    [
      ...pairs.map(
        ([name, value]) =>
          `--odd\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      ),
      '--odd--\r\n',
    ].join(''),
  );
}

function content(
  known: KnownValues,
  { path, acts }: Route,
): fc.Arbitrary<{ type: string | null; body: string }> {
  const isApi = path.startsWith('/api/');
  const of = (type: string | null, body: fc.Arbitrary<string>) =>
    body.map((text) => ({ type, body: text }));
  const form = of('application/x-www-form-urlencoded', formText(known, acts));
  const json = of('application/json', jsonText(known));
  const body = fc.oneof(formText(known, acts), jsonText(known), HOSTILE);
  return fc.oneof(
    { weight: 8, arbitrary: isApi ? json : form },
    { weight: 1, arbitrary: isApi ? form : json },
    { weight: 1, arbitrary: of('multipart/form-data; boundary=odd', multipart(known)) },
    { weight: 1, arbitrary: of('multipart/form-data', body) },
    { weight: 1, arbitrary: of('application/json; charset=utf-99', body) },
    { weight: 1, arbitrary: of(';;', body) },
    { weight: 1, arbitrary: of(null, body) },
  );
}

type Source = { seed: number; count: number; known: KnownValues; senders: number; origin: string };

/** Random GETs, in equal numbers for each route. */
export function oddReads(routes: Route[], source: Source): OddRequest[] {
  return inTurn(routes, source, (route) =>
    fc
      .record({
        path: pathOf(route, source.known),
        query: query(source.known),
        headers: headers(),
        sender: fc.nat(source.senders - 1),
        method: fc.constantFrom('GET', 'GET', 'GET', 'GET', 'HEAD'),
      })
      .map(({ path, query: search, ...rest }) => ({ ...rest, target: path + search, body: null })),
  );
}

/** Random writes, in equal numbers for each route; for an API, with each of its methods. */
export function oddWrites(routes: Route[], source: Source): OddRequest[] {
  return inTurn(routes, source, (route) => {
    const writing = route.methods.filter((method) => method !== 'GET');
    return fc
      .record({
        path: pathOf(route, source.known),
        query: query(source.known),
        headers: headers(),
        sender: fc.nat(source.senders - 1),
        method: fc.constantFrom('POST', ...writing),
        content: content(source.known, route),
      })
      .map(({ path, query: search, headers: odd, content: { type, body }, ...rest }) => ({
        ...rest,
        target: path + search,
        headers: { origin: source.origin, ...(type !== null && { 'content-type': type }), ...odd },
        body,
      }));
  });
}

function inTurn(
  routes: Route[],
  { seed, count }: Source,
  arbitrary: (route: Route) => fc.Arbitrary<OddRequest>,
): OddRequest[] {
  const each = Math.ceil(count / routes.length);
  const samples = routes.map((route, index) =>
    fc.sample(arbitrary(route), { numRuns: each, seed: seed + index }),
  );
  return Array.from({ length: each }, (_, turn) => samples.flatMap((sample) => sample[turn] ?? []))
    .flat()
    .slice(0, count);
}
