/** The digest on the web, and why one is not sent. */
export const digest = {
  title: (day: string) => `Digest of ${day}`,
  untitled: 'Digest',
  byline: 'The digest, on the web',
  yours: 'The digest that you were sent, with the reason for each paper.',
  general: 'The digest of a reader who follows nothing in particular.',
  oldLink: 'This link no longer opens a reader’s digest.',
  none: (day: string) => `No digest on ${day}`,
  noneHelp:
    'No digest was sent that day, because it had no new papers. See the days before and after it.',
  skipped: {
    noPapers: 'no papers to send',
    overtaken: 'a newer digest replaced it',
    stopped: 'the subscription was paused or stopped',
  },
};
