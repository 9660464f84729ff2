/** Writes papers as citations: BibTeX, RIS and CSL-JSON. */
import { asciiFold } from '../text/ascii';
import { repositoryOf } from '@/lib/sources/table';
import { doiOf } from '../ids';
import { findMath } from '../maths/math-spans';
import { plainText } from '../maths/rich-text';

export type CitedPaper = {
  id: string;
  source: string;
  title: string;
  authors: readonly string[];
  /** A calendar day, such as 2025-03-14. */
  publishedOn: string;
  abstract: string;
  doi: string | null;
  journalRef: string | null;
  primaryCategory: string | null;
  url: string;
};

const TEX_SPECIAL: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  // TeX's first fonts print other characters for these.
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
};
/** Words that don't distinguish titles. */
const STOP_WORDS = new Set(
  'a an the on in of for to and or with from by at as is are be can do does how what why when towards toward via'.split(
    ' ',
  ),
);
const TEAM =
  /\b(?:team|collaboration|consortium|group|project|labs?|research|initiative|community|institute|university)\b|,| and /i;
/** Particles that belong to a family name: van der Berg. */
const PARTICLE = /^(?:al|bin|da|de|del|della|den|der|di|dos|du|el|la|le|ten|ter|van|von|zu|zur)$/;
const SUFFIX = /^(?:jr|sr|ii|iii|iv)\.?$/i;

/** A BibTeX entry in UTF-8, as biber and current bibtex read it. */
export function toBibTeX(paper: CitedPaper, key = citationKey(paper)): string {
  const repository = repositoryOf(paper);
  const fields: [string, string | null][] = [
    ['title', protectCapitals(escapeTeX(paper.title))],
    ['author', paper.authors.map(bibTeXName).join(' and ')],
    ['year', paper.publishedOn.slice(0, 4)],
    ['month', String(Number(paper.publishedOn.slice(5, 7)))],
    ['eprint', repository && paper.id],
    // BibLaTeX's name, and the only one that Zotero reads; BibTeX's styles read archivePrefix.
    ['eprinttype', repository && repository.eprintType],
    ['archivePrefix', repository && repository.name],
    ['primaryClass', repository && paper.primaryCategory],
    ['doi', doiOf(paper)],
    ['note', paper.journalRef && escapeTeX(paper.journalRef)],
    ['url', urlOf(paper)],
  ];
  const lines = fields
    .filter(([, value]) => value)
    .map(([name, value]) => `  ${name} = {${value}}`);
  return `@misc{${key},\n${lines.join(',\n')}\n}\n`;
}

/** A key for each, in order; duplicates get a number. */
export function citationKeys(papers: readonly CitedPaper[]): string[] {
  return papers.map(citationKeyer());
}

/** Makes keys for papers that come one by one, like citationKeys. */
export function citationKeyer(): (paper: CitedPaper) => string {
  const taken = new Map<string, number>();
  return (paper) => {
    const key = citationKey(paper);
    const count = (taken.get(key) ?? 0) + 1;
    taken.set(key, count);
    // Keys contain no hyphen, so this one can't be another paper's.
    return count === 1 ? key : `${key}-${count}`;
  };
}

/** vaswani2017attention: family name, year, the title's first significant word. */
function citationKey({ authors, publishedOn, title, id }: CitedPaper): string {
  const author = keyWord(authors[0] ? splitName(authors[0]).family : '');
  const words = plainText(title)
    .split(/[\s/–—-]+/)
    .map(keyWord);
  const word = words.find((w) => w !== '' && !STOP_WORDS.has(w)) ?? '';
  const key = `${author}${publishedOn.slice(0, 4)}${word}`;
  return author || word ? key : `paper${keyWord(id)}`;
}

function keyWord(text: string): string {
  return asciiFold(text)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

function bibTeXName(name: string): string {
  return isTeam(name) ? `{${escapeTeX(name)}}` : escapeTeX(name);
}

function isTeam(name: string): boolean {
  return TEAM.test(name);
}

/** Protects capitals, which BibTeX styles lower except in braces: {BERT}, {ConvNet}. */
function protectCapitals(title: string): string {
  return title
    .split(/(\$[^$]*\$)/)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part.replace(
            /(?<![\\\p{L}\p{N}{])[\p{L}\p{N}][\p{L}\p{N}-]*\p{Lu}[\p{L}\p{N}-]*/gu,
            '{$&}',
          ),
    )
    .join('');
}

/** Text for a TeX document; maths stays as it is. */
function escapeTeX(text: string): string {
  let escaped = '';
  let end = 0;
  for (const span of findMath(text)) {
    escaped += `${escapeProse(text.slice(end, span.start))}$${span.tex}$`;
    end = span.end;
  }
  return escaped + escapeProse(text.slice(end));
}

function escapeProse(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\{}~^<>|%&#$_]/g, (character) => TEX_SPECIAL[character] ?? `\\${character}`);
}

/** A RIS record, with the CRLF line ends of the format. */
export function toRis(paper: CitedPaper): string {
  const repository = repositoryOf(paper);
  const fields: [string, string | null][] = [
    ['TI', plainText(paper.title)],
    ...paper.authors.map((name): [string, string] => ['AU', risName(name)]),
    ['PY', paper.publishedOn.slice(0, 4)],
    ['DA', `${paper.publishedOn.replaceAll('-', '/')}/`],
    ['AB', plainText(paper.abstract)],
    ['AN', repository && `${repository.name}:${paper.id}`],
    // Omits PB, which would become a note in Zotero, whose preprints have a repository instead.
    ['DB', repository && repository.name],
    // Zotero reads these lines as its own type and fields, because RIS has no preprints.
    ['M2', 'type: preprint'],
    ['M2', repository && `repository: ${repository.name}`],
    ['M2', repository && `archiveID: ${repository.name}:${paper.id}`],
    ['KW', paper.primaryCategory],
    ['DO', doiOf(paper)],
    ['N1', paper.journalRef],
    ['UR', urlOf(paper)],
  ];
  const lines = fields
    .filter(([, value]) => value)
    .map(([tag, value]) => `${tag}  - ${(value ?? '').replace(/\s+/g, ' ')}`);
  return ['TY  - UNPB', ...lines, 'ER  - ', ''].join('\r\n');
}

/** A CSL-JSON entry, as Zotero and citeproc read it. */
export function toCslJson(paper: CitedPaper, key = citationKey(paper)) {
  const repository = repositoryOf(paper);
  const doi = doiOf(paper);
  const [year, month, day] = paper.publishedOn.split('-').map(Number);
  return {
    id: key,
    type: 'article',
    title: plainText(paper.title),
    author: paper.authors.map(cslName),
    issued: { 'date-parts': [[year, month, day]] },
    ...(paper.abstract && { abstract: plainText(paper.abstract) }),
    ...(repository && {
      number: `${repository.name}:${paper.id}`,
      publisher: repository.name,
    }),
    ...(doi && { DOI: doi }),
    ...(paper.journalRef && { note: paper.journalRef }),
    URL: urlOf(paper),
  };
}

/** The repository's page of the paper, or else the site's own. */
function urlOf(paper: CitedPaper): string {
  return repositoryOf(paper)?.links(paper.id, null).landing ?? paper.url;
}

function cslName(name: string) {
  if (isTeam(name)) return { literal: name };
  const { family, given } = splitName(name);
  return { family, ...(given && { given }) };
}

function risName(name: string): string {
  if (isTeam(name)) return name;
  const { family, given } = splitName(name);
  return given ? `${family}, ${given}` : family;
}

function splitName(name: string): { family: string; given: string } {
  const parts = name.trim().split(/\s+/);
  if (isTeam(name)) return { family: parts[0] ?? '', given: '' };
  const last =
    parts.length > 2 && SUFFIX.test(parts.at(-1) ?? '') ? parts.length - 2 : parts.length - 1;
  let first = last;
  while (first > 1 && PARTICLE.test(parts[first - 1] ?? '')) first -= 1;
  return {
    family: parts.slice(first, last + 1).join(' '),
    given: [...parts.slice(0, first), ...parts.slice(last + 1)].join(' '),
  };
}
