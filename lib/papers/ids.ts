/** What names a paper: arXiv ids in every spelling people paste, ours for papers without one. */
import { asciiFold } from './text/ascii';

export type PaperId = { id: string; version: number | null };
export type ArxivLinks = { abs: string; pdf: string; html: string };

/** Longer input is nobody's link; the limit keeps hostile input cheap. */
const MAX_INPUT_LENGTH = 500;
const MAX_SLUG_LENGTH = 80;

/** Where ids stand in links: each pattern ends right before the id. */
const PREFIXES = [
  /^(?:https?:\/\/)?(?:(?:www|export)\.)?arxiv\.org\/(?:abs|pdf|html|format|src)\//i,
  /^(?:https?:\/\/)?(?:ar5iv\.labs\.arxiv\.org|(?:www\.)?ar5iv\.org)\/(?:abs|pdf|html)\//i,
  /^(?:https?:\/\/)?(?:www\.)?alphaxiv\.org\/(?:[a-z]{2}\/)?(?:abs|overview|pdf)\//i,
  /^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)?10\.48550\/arxiv\./i,
  /^(?:https?:\/\/[\w.-]+(?::\d+)?|(?:www\.)?huggingface\.co|hf\.co)?\/papers\//i,
  /^arxiv:\s*/i,
];

/** Ids of April 2007 and later: YYMM.NNNN, from 2015 YYMM.NNNNN. */
const NEW_ID = /^(\d{2})(\d{2})\.(\d{4,5})(?:v([1-9]\d{0,2}))?$/i;
/** Ids until March 2007: archive, a subject class that isn't part of the id, YYMMNNN. */
const OLD_ID =
  /^([a-z]+(?:-[a-z]+)?)(?:\.[a-z-]{2,})?\/((\d{2})(\d{2})\d{3})(?:v([1-9]\d{0,2}))?$/i;
const OWN_ID = /^x-[a-z0-9]+(?:-[a-z0-9]+)*$/i;

const OLD_ARCHIVES = new Set(
  (
    'acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg ' +
    'comp-gas cond-mat cs dg-ga funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph ' +
    'mtrl-th nlin nucl-ex nucl-th patt-sol physics plasm-ph q-alg q-bio quant-ph solv-int supr-con'
  ).split(' '),
);
const FIRST_NEW_MONTH = 704;
const FIRST_FIVE_DIGIT_MONTH = 1501;
const FIRST_ARXIV_YEAR = 91;

/** The paper that an id, link or DOI names; null for anything else. */
export function parsePaperId(input: string): PaperId | null {
  if (input.length > MAX_INPUT_LENGTH) return null;
  const core = stripLink(input.trim());
  return parseNewId(core) ?? parseOldId(core) ?? parseOwnId(core);
}

function stripLink(input: string): string {
  const prefix = PREFIXES.map((pattern) => pattern.exec(input)).find((match) => match !== null);
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

function parseNewId(core: string): PaperId | null {
  const match = NEW_ID.exec(core);
  if (!match) return null;
  const [, year, month, number, version] = match;
  const yearMonth = Number(`${year}${month}`);
  if (!isMonth(month) || yearMonth < FIRST_NEW_MONTH) return null;
  if (number!.length !== (yearMonth < FIRST_FIVE_DIGIT_MONTH ? 4 : 5)) return null;
  return { id: `${year}${month}.${number}`, version: parseVersion(version) };
}

function parseOldId(core: string): PaperId | null {
  const match = OLD_ID.exec(core);
  if (!match) return null;
  const [, writtenArchive, number, year, month, version] = match;
  const archive = writtenArchive!.toLowerCase();
  if (!OLD_ARCHIVES.has(archive) || !isMonth(month)) return null;
  const isBeforeNewIds =
    Number(year) >= FIRST_ARXIV_YEAR || Number(`${year}${month}`) < FIRST_NEW_MONTH;
  return isBeforeNewIds ? { id: `${archive}/${number}`, version: parseVersion(version) } : null;
}

function parseOwnId(core: string): PaperId | null {
  return OWN_ID.test(core) ? { id: core.toLowerCase(), version: null } : null;
}

function isMonth(digits: string | undefined): boolean {
  return Number(digits) >= 1 && Number(digits) <= 12;
}

function parseVersion(digits: string | undefined): number | null {
  return digits === undefined ? null : Number(digits);
}

/** Whether a canonical id is arXiv's, not ours. */
export function isArxivId(id: string): boolean {
  const parsed = parsePaperId(id);
  return parsed?.id === id && !id.startsWith('x-');
}

/** Where a paper's page is. Old ids keep their slash. */
export function paperPath(id: string): string {
  return `/papers/${id}`;
}

/** The DOI to cite a paper by: its publisher's, or the one that arXiv registers for each paper. */
export function doiOf({ id, doi }: { id: string; doi: string | null }): string | null {
  return doi ?? (isArxivId(id) ? `10.48550/arXiv.${id}` : null);
}

/** arXiv's own pages of a paper, of one version if given. */
export function arxivLinks(id: string, version: number | null = null): ArxivLinks {
  const name = version === null ? id : `${id}v${version}`;
  return {
    abs: `https://arxiv.org/abs/${name}`,
    pdf: `https://arxiv.org/pdf/${name}`,
    html: `https://arxiv.org/html/${name}`,
  };
}

/** Our id for a paper that has no arXiv id; the same title always gives the same id. */
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

/** FNV-1a: names a title that has no Latin letter to make a slug of. */
function titleHash(title: string): string {
  let hash = 0x811c9dc5;
  for (const character of title) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash.toString(36);
}
