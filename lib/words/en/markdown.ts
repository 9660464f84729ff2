/** Pages as Markdown. */
import { count } from './count';

export const markdown = {
  authors: 'Authors',
  source: 'Source',
  page: 'Page',
  votes: (votes: number) => count(votes, 'vote'),
  noPapers: 'No papers.',
  noPapersYet: 'No papers yet.',
  noTopics: 'No topics.',
  noRelated: 'No similar papers.',
  search: (query: string) => `Search: ${query}`,
  papersBy: (name: string) => `Papers by ${name}`,
  digestOf: (day: string) => `Digest of ${day}`,
  relatedTo: (title: string) => `Related to ${title}`,
  ranking: {
    title: 'How ranking works',
    order:
      'All readers see the same order. A daily edition starts with the curators’ picks, in the curators’ order. The other papers follow by votes, then by time of listing, then by ID. Weeks and months are sorted by votes and list each paper once.',
    allVotes:
      'Votes are those of readers here plus, for a paper from Hugging Face, its votes there.',
    ownVotes: 'Votes are those of readers here only.',
    trending:
      'Trending: each event adds its weight to the score of its paper. The weight halves with each half-life:',
    signal: 'signal',
    weight: 'weight',
    window: 'window',
    halfLife: 'half-life in hours',
    signals: {
      listing: 'listed in an edition',
      vote: 'vote here',
      upstream_votes: 'vote on Hugging Face',
      comment: 'person who comments',
      code_stars: 'stars for the code',
    },
  },
};
