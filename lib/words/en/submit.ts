/** Submitting a paper. */
export const submit = {
  revisedNote: (version: number) => `listed again as revised, version ${version}`,
  title: 'Submit a paper',
  intro: 'Paste an arXiv ID or link. If accepted, it appears in today’s edition with your name.',
  arxivDown: (id: string) =>
    `arXiv doesn’t answer, so ${id} can’t be checked. You can submit it anyway. Broadsheet checks it once arXiv answers.`,
  toPaper: 'Open the paper',
};
