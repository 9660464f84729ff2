/** What the desk says after an act, by the word that leads back. */
export const DONE: Record<string, string> = {
  listed: 'Listed: it stands on today’s edition.',
  refused: 'Refused. Its submitter reads why.',
  resolved: 'Resolved.',
  accepted: 'Accepted: they are marked as an author in the thread.',
  declined: 'Refused.',
  hidden: 'Hidden: it is on no list any more.',
  shown: 'It is back where it stood.',
  merged: 'Merged. The double’s address leads to the paper that is kept.',
  undone: 'Undone: the vote counts without it.',
  restored: 'It stands again.',
  role: 'Done.',
  barred: 'Nothing is mailed to that address any more.',
  lifted: 'Lifted. Its owner can subscribe again.',
};
