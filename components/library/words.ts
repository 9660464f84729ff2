/** What the library says after a form, by the word that leads back to it. */

export const DONE: Record<string, string> = {
  saved: 'Saved to your library.',
  removed: 'Removed from your library.',
  noted: 'Your note is kept.',
  collected: 'Its collections are as you chose.',
  made: 'The collection is there. Papers come into it from their “save”.',
  described: 'Saved.',
  shared: 'Shared: the link below opens it.',
  unshared: 'Private again. The link that was shared leads nowhere now.',
  deleted: 'The collection is deleted; its papers are still in your library.',
  taken: 'Taken out of the collection.',
};

export const PROBLEM: Record<string, string> = {
  name: 'A collection needs a name of at most 80 characters.',
  description: 'What it is about has at most 1,000 characters.',
  note: 'A note has at most 2,000 characters. Nothing was changed.',
  many: 'A reader has at most 200 collections.',
};
