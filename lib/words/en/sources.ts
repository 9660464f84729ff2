/** Sources of papers and abstracts. */
import { allOf } from './count';

export const sources = {
  up: 'All sources answered when last tried.',
  incomplete: (
    source: string,
    days: readonly string[],
    papers: readonly string[],
    since: string,
  ) => {
    const missing = [
      ...days.map((day) => `the list of ${day}`),
      ...papers.map((id) => `paper ${id}`),
    ];
    return `${source} doesn’t deliver ${allOf(missing)} (last tried ${since}). Broadsheet retries automatically.`;
  },
  findOnArxiv: 'find on arXiv',
  abstract: {
    original: (source: string) => `Abstract from ${source}.`,
    copy: (source: string) => `Abstract from ${source}.`,
    summary: () =>
      'Summary written for Broadsheet. The authors’ abstract appears once arXiv answers.',
  },
  abstractSource: 'Where the abstract comes from: arxiv, huggingface or sample.',
  summary: 'Summary written for Broadsheet.',
};
