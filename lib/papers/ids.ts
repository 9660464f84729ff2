/** Parses ids and links of papers, and makes ids for papers without one. */
import type { PaperId } from '@/lib/sources/source';
import { parseSourceId, repositoryOf, SOURCES } from '@/lib/sources/table';
import { asciiFold } from './text/ascii';

/** Limits the input, so that hostile text stays cheap. */
const MAX_INPUT_LENGTH = 500;
const MAX_SLUG_LENGTH = 80;

/** The site's own page of a paper, or Hugging Face's: the match ends right before the id. */
const PAGE_PREFIX = /^(?:https?:\/\/[\w.-]+(?::\d+)?|(?:www\.)?huggingface\.co|hf\.co)?\/papers\//i;

/** The paper of an id, link or DOI; null for other text. */
export function parsePaperId(input: string): PaperId | null {
  if (input.length > MAX_INPUT_LENGTH) return null;
  return parseSourceId(stripLink(input.trim()));
}

function stripLink(input: string): string {
  const prefixes = SOURCES.flatMap(({ owns }) => owns?.linkPrefixes ?? []);
  const prefix = [...prefixes, PAGE_PREFIX]
    .map((pattern) => pattern.exec(input))
    .find((match) => match !== null);
  return (
    input
      .slice(prefix?.[0].length ?? 0)
      // A PDF's margin reads "arXiv:2503.12345v2 [cs.CL] 12 Mar 2025".
      .split(/[?#]|\s+\[/, 1)[0]!
      .replace(/%2f/i, '/')
      .replace(/[/.,;]+$/, '')
      .replace(/\.pdf$/i, '')
  );
}

/** The DOI for citations: its publisher's, or the one that its repository registers. */
export function doiOf(paper: { id: string; source: string; doi: string | null }): string | null {
  return paper.doi ?? repositoryOf(paper)?.doi(paper.id) ?? null;
}

/** Makes an id for a paper without an arXiv id; the same title always gives the same id. */
export function slugId(title: string): string {
  const words =
    asciiFold(title)
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const slug = words.join('-').slice(0, MAX_SLUG_LENGTH + 1);
  if (slug.length <= MAX_SLUG_LENGTH) return `x-${slug || titleHash(title)}`;
  const lastHyphen = slug.lastIndexOf('-');
  return `x-${slug.slice(0, lastHyphen > 0 ? lastHyphen : MAX_SLUG_LENGTH)}`;
}

/** FNV-1a: identifies a title without Latin letters, which has no slug. */
function titleHash(title: string): string {
  let hash = 0x811c9dc5;
  for (const character of title) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash.toString(36);
}
