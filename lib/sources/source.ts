/** Defines a source of papers for the product. */

export type PaperId = { id: string; version: number | null };

export type SourceLinks = { landing: string; pdf: string | null; html: string | null };

/** The source's role for its papers; a source without one lists papers of other sources. */
export type Ownership = {
  /** Patterns before the id in links: each pattern ends right before the id. */
  linkPrefixes: readonly RegExp[];
  /** Parses a text as this source's canonical id; null for anything else. */
  parseId: (text: string) => PaperId | null;
  /** The source's own pages of a paper, of one version if given. Null where there are none. */
  repository: Repository | null;
};

/** A repository of papers, which citations name. */
export type Repository = {
  links: (id: string, version: number | null) => SourceLinks;
  /** The DOI that the repository registers for each paper. */
  doi: (id: string) => string;
  /** The value of BibLaTeX's eprinttype. */
  eprintType: string;
  /** The meta tag that reference managers read the id from. */
  idTag: string | null;
};

export type Source = {
  /** Stored in Paper.source, Paper.abstractSource and IngestRun.source. */
  id: string;
  name: string;
  /** Whether ingest reads it on schedule (lib/ingest/sources.ts). */
  isRead: boolean;
  owns: Ownership | null;
  /** Authority: where several sources have a paper, the greatest one decides its text. */
  authority: number;
  /** Style of the source's abstracts, for cleaning. */
  markup: 'tex' | 'tex_and_debris' | 'plain';
  /** Relation of its abstracts to the authors'; pages show it (lib/words/<language>/sources.ts). */
  abstracts: 'original' | 'copy' | 'summary';
};
