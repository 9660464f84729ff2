/** Defines what the product must know of a place that papers come from. */

export type PaperId = { id: string; version: number | null };

export type SourceLinks = { landing: string; pdf: string | null; html: string | null };

/** What a source is to its papers; a source without it lists papers of other sources. */
export type Ownership = {
  /** Where ids stand in links: each pattern ends right before the id. */
  linkPrefixes: readonly RegExp[];
  /** The canonical id of this source that the text is; null for anything else. */
  parseId: (text: string) => PaperId | null;
  /** The source's own pages of a paper, of one version if given. Null where it publishes none. */
  repository: Repository | null;
};

/** A place that publishes papers, which citations name. */
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
  /** Of several sources that have a paper, the greatest authority decides its text. */
  authority: number;
  /** How the source writes abstracts: what is cleaned. */
  markup: 'tex' | 'tex_and_debris' | 'plain';
  /** What its abstracts are to the authors'; the page says so (lib/words/<language>/sources.ts). */
  abstracts: 'original' | 'copy' | 'summary';
};
