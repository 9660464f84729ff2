/**
 * Lists the sources of papers, one row each. Pure, so that settings, pages and ingest can read it;
 * without sentences, because the catalogue depends on the settings.
 */
import { ARXIV_PAPERS } from './arxiv';
import type { PaperId, Repository, Source, SourceLinks } from './source';

/** Ids made from titles, for papers whose id at a repository isn't known. */
const OWN_ID = /^x-[a-z0-9]+(?:-[a-z0-9]+)*$/i;

const ROWS = [
  {
    id: 'huggingface',
    name: 'Hugging Face',
    isRead: true,
    owns: null,
    authority: 1,
    markup: 'tex_and_debris',
    abstracts: 'copy',
  },
  {
    id: 'arxiv',
    name: 'arXiv',
    isRead: true,
    owns: ARXIV_PAPERS,
    authority: 2,
    markup: 'tex',
    abstracts: 'original',
  },
  {
    id: 'sample',
    name: 'the sample edition',
    isRead: false,
    owns: {
      linkPrefixes: [],
      parseId: (text) => (OWN_ID.test(text) ? { id: text.toLowerCase(), version: null } : null),
      repository: null,
    },
    authority: 0,
    markup: 'plain',
    abstracts: 'summary',
  },
] as const satisfies readonly Source[];

type Row = (typeof ROWS)[number];
/** The sources that ingest reads: a row of lib/ingest/sources.ts for each. */
export type ReadSourceId = Extract<Row, { isRead: true }>['id'];
export const READ_SOURCE_IDS = ROWS.filter((row) => row.isRead).map(({ id }) => id);

/** An array, so that tests and a site's own code can add a row. */
export const SOURCES: Source[] = [...ROWS];

/** Null for a source whose row was removed: its papers stay, without links. */
export function findSource(id: string): Source | null {
  return SOURCES.find((one) => one.id === id) ?? null;
}

/** The paper of an id of any source. */
export function parseSourceId(text: string): PaperId | null {
  for (const { owns } of SOURCES) {
    const parsed = owns?.parseId(text);
    if (parsed) return parsed;
  }
  return null;
}

/** The source that a canonical id belongs to, for papers that aren't stored yet. */
export function sourceOfId(id: string): Source | null {
  return SOURCES.find(({ owns }) => owns?.parseId(id)?.id === id) ?? null;
}

/** The relation of a paper's abstract to the authors', and the name of its source. */
export function abstractOrigin({ abstractSource }: { abstractSource: string }) {
  const source = findSource(abstractSource);
  return source && { kind: source.abstracts, name: source.name };
}

type Placed = { id: string; source: string };

export function repositoryOf({ source }: Placed): (Repository & { name: string }) | null {
  const found = findSource(source);
  return found?.owns?.repository ? { ...found.owns.repository, name: found.name } : null;
}

/** The pages of a paper at the repository that publishes it, of one version if given. */
export function repositoryLinks(paper: Placed, version: number | null = null): SourceLinks | null {
  return repositoryOf(paper)?.links(paper.id, version) ?? null;
}

export type MissingPaper = { id: string; url: string; repository: string };

/** Address of a paper that isn't stored; null where no repository publishes its id. */
export function missingPaper(id: string): MissingPaper | null {
  const source = sourceOfId(id);
  const repository = source?.owns?.repository;
  if (!repository) return null;
  return { id, url: repository.links(id, null).landing, repository: source.name };
}

/**
 * Address for reading a paper: its repository's page, or arXiv's search for a title without one.
 */
export function readingLink(
  paper: Placed,
  plainTitle: string,
): { url: string; repository: string | null } {
  const repository = repositoryOf(paper);
  if (repository) {
    return { url: repository.links(paper.id, null).landing, repository: repository.name };
  }
  const query = encodeURIComponent(plainTitle);
  return {
    url: `https://arxiv.org/search/?searchtype=title&query=${query}`,
    repository: null,
  };
}
