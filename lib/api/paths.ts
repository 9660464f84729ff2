/** Finds the operations at an address. Pure. */
import { decodePath } from '@/lib/site/params';
import type { Operation } from './operation';

export type Match = { operations: Operation[]; params: Record<string, string> };

const PARAMETER = /^\{(\+?)(\w+)\}$/;

/** The operations of the most literal path that matches: `/papers/search` before `/papers/{+id}`. */
export function findPath(operations: readonly Operation[], pathname: string): Match | null {
  const segments = pathname.split('/').map(decodePath);
  let best: (Match & { literals: number }) | null = null;
  for (const path of new Set(operations.map((one) => one.path))) {
    const params = paramsOf(path.split('/'), segments);
    const literals = path.split('/').filter((part) => !PARAMETER.test(part)).length;
    if (!params || (best && best.literals >= literals)) continue;
    best = { operations: operations.filter((one) => one.path === path), params, literals };
  }
  return best;
}

/** Without `+`, which OpenAPI can't express. */
export function documentedPath(path: string): string {
  return path.replace('{+', '{');
}

function paramsOf(pattern: string[], segments: string[]): Record<string, string> | null {
  const params: Record<string, string> = {};
  // Number of segments in the parameter that may hold slashes.
  const long = segments.length - pattern.length + 1;
  let at = 0;
  for (const part of pattern) {
    const [, plus, name] = PARAMETER.exec(part) ?? [];
    const taken = plus ? long : 1;
    const value = segments.slice(at, at + taken).join('/');
    if (taken < 1 || (name ? value === '' : value !== part)) return null;
    if (name) params[name] = value;
    at += taken;
  }
  return at === segments.length ? params : null;
}
