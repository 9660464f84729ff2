/** The sentences that public/reader.js shows. It fills in names between braces. */
import { words } from '.';

const { feed, paper, votes } = words;

export const readerWords = {
  follow: feed.follow,
  following: feed.following,
  save: paper.save,
  saved: paper.saved,
  savedNote: paper.savedNote,
  notSaved: paper.notSaved,
  vote: paper.voteUnit(1),
  votes: paper.voteUnit(2),
  counted: votes.voted,
  countedPart: votes.countedPart('{weight}', '{reasons}'),
  removed: votes.removed,
  notSent: votes.notSent,
};
