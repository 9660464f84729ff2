/** The Model Context Protocol server: descriptions of its tools and resources, and their results. */
import { count } from './count';

export const mcp = {
  instructions:
    'The daily paper for research papers. Results are Markdown with full abstracts. Each paper’s link is its page.',
  day: 'A day, such as 2025-03-14. Default: the latest edition.',
  page: 'Page, from 0.',
  paperId: 'An arXiv ID, such as 2503.12345, or a link to it.',
  searchPapers: {
    title: 'Search papers',
    description: 'Papers that match words in title, abstract or authors, best first.',
  },
  getPaper: { title: 'Read a paper', description: 'One paper: authors, abstract, links, votes.' },
  dailyPapers: {
    title: 'Read a daily edition',
    description: 'The papers of a day in the edition’s order: curators’ picks, then by votes.',
  },
  trendingPapers: {
    title: 'Trending papers',
    description: 'Papers with the most recent votes, listings and comments.',
  },
  relatedPapers: {
    title: 'Related papers',
    description: 'The papers most similar to one by words and meaning, nearest first.',
  },
  vote: {
    title: 'Vote for a paper',
    description: 'Casts the reader’s vote. Repeated calls count once.',
  },
  save: { title: 'Save a paper', description: 'Saves a paper to the reader’s library.' },
  myDigest: {
    title: 'Read my digest',
    description: 'A preview of the reader’s next digest, with the reason for each paper.',
  },
  edition: 'A daily edition',
  paper: 'A paper',
  voted: (votes: number) => `Voted. The paper has ${count(votes, 'vote')}.`,
};
