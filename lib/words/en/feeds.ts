/** Feeds: their titles and descriptions, and what entries state besides the paper. */
export const feeds = {
  authors: 'Authors',
  discussion: 'Discussion',
  untitled: 'Untitled',
  withdrawn: (title: string) => `Withdrawn: ${title}`,
  daily: 'Every paper of the daily editions, with its full abstract.',
  forYou: 'New papers chosen for you, as on /papers/for-you.',
  trending: (period: string) => `Papers with the most votes, listings and comments over ${period}.`,
  search: (query: string) => `Search: ${query}`,
  searchResults: (query: string) => `New papers that match this search: ${query}`,
  topic: (name: string) => `New papers on ${name}.`,
  author: (name: string) => `Papers by ${name}, newest first.`,
  commentsOn: (title: string) => `Comments on “${title}”`,
  comments: 'Comments on one paper, newest first.',
  commentBy: (name: string, title: string) => `${name} on “${title}”`,
  formerReader: 'A former reader',
};
