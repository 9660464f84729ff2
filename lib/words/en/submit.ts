/** Submitting a paper. */
export const submit = {
  revisedNote: (version: number) => `listed again as revised, version ${version}`,
  title: 'Submit a paper',
  intro: 'Paste an arXiv ID or link. If accepted, it appears in today’s edition with your name.',
  arxivDown: (id: string) =>
    `arXiv hasn’t answered yet, so there is no preview of ${id}. Reload this page to try again, or submit the paper now. Broadsheet checks it once arXiv answers.`,
  toPaper: 'Open the paper',
  paper: 'arXiv ID or link',
  paperHelp: 'For example 2503.12345, or a link to arXiv, alphaXiv, Hugging Face or a DOI.',
  lookUp: 'Look up',
  note: 'Why should others read it? (optional)',
  noteHelp: 'Appears on the paper’s page, with your name.',
  code: 'Code (optional)',
  project: 'Project page (optional)',
  relist: (version: number) => `List it again, because version ${version} is news`,
  forReview: 'Submit for review',
  list: 'List in today’s edition',
  yours: 'Your submissions',
  states: {
    fetching: 'arXiv doesn’t answer. Broadsheet keeps trying.',
    queued: 'waiting for a curator.',
    refused: (reason: string | null) => `not listed. ${reason ?? ''}`,
    listed: (day: string | null) => (day === null ? 'listed.' : `listed on [${day}](day).`),
  },
};
