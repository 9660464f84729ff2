/**
 * Matches paths with patterns such as `/papers/date/:day`. `:name` matches one segment and `*name`
 * one or more. An ending such as `.md` names a form of the same address.
 */

/** The parameters in a pattern, by name. */
export type ParamsOf<P extends string> = Record<NamesIn<P>, string>;
type NamesIn<P extends string> = P extends `${infer Head}/${infer Tail}`
  ? NameOf<Head> | NamesIn<Tail>
  : NameOf<P>;
type NameOf<Segment extends string> = Segment extends `:${infer Name}` | `*${infer Name}`
  ? Name
  : never;

export type Pattern = {
  pattern: string;
  forms: readonly string[];
  /** Whether the address exists with an ending only. */
  needsForm?: boolean;
};

/** The addresses of editions by their length; the parameter is named after it. */
export const EDITION_PATTERN = {
  day: '/papers/date/:day',
  week: '/papers/week/:week',
  month: '/papers/month/:month',
} as const;

export type Match = { params: Record<string, string>; form: string | null };

/** Returns a function that matches a decoded path. */
export function matcher({ pattern, forms, needsForm = false }: Pattern) {
  const names = [...pattern.matchAll(/[:*](\w+)/g)].map(([, name = '']) => name);
  const regExp = new RegExp(`^${sourceOf(pattern)}${endingOf(forms, needsForm)}$`);
  return (path: string): Match | null => {
    const values = regExp.exec(path);
    if (!values) return null;
    const params: Match['params'] = {};
    names.forEach((name, at) => (params[name] = values[at + 1] ?? ''));
    return { params, form: values[names.length + 1] ?? null };
  };
}

/**
 * The path of a target, decoded as Next does before it looks for a page: `/%61ccount` is /account.
 * A path with a malformed escape stays as it is, because Next has no page there.
 */
export function plainPath(target: string): string {
  const path = target.split('?', 1)[0] ?? '';
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return path;
    throw error;
  }
}

/** The first segment of a path without its ending, for looking up rows. */
export function firstSegment(path: string): string {
  return /^\/([^/.]*)/.exec(path)?.[1] ?? '';
}

/** The pattern as the source of a regular expression. */
export function sourceOf(pattern: string): string {
  // The start page has no name, so its forms are those of `/index`.
  if (pattern === '/') return '/(?:index(?=\\.))?';
  const segments = pattern.split('/').map((segment) => {
    if (segment.startsWith(':')) return '([^/]+?)';
    if (segment.startsWith('*')) return '(.+?)';
    return escape(segment);
  });
  return segments.join('/');
}

function endingOf(forms: readonly string[], needsForm: boolean): string {
  if (forms.length === 0) return '';
  return `(?:\\.(${forms.map(escape).join('|')}))${needsForm ? '' : '?'}`;
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
