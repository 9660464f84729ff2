/** Where papers and their abstracts come from. */

export const sources = {
  findOnArxiv: 'find on arXiv',
  abstract: {
    original: (source: string) => `Abstract from ${source}.`,
    copy: (source: string) => `Abstract as ${source} has it.`,
    summary: () =>
      'A summary in our own words; the authors’ abstract comes when arXiv can be reached.',
  },
  summary: 'Summary in our own words.',
};
