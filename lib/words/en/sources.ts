/** Where papers and their abstracts come from. */

export const sources = {
  findOnArxiv: 'find on arXiv',
  abstract: {
    original: (source: string) => `Abstract from ${source}.`,
    copy: (source: string) => `Abstract from ${source}.`,
    summary: () =>
      'Summary written for Broadsheet. The authors’ abstract appears once arXiv answers.',
  },
  summary: 'Summary written for Broadsheet.',
};
