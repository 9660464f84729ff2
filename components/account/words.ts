/** What the account page says after a form, by the word that leads back to it. */

export const DONE: Record<string, string> = {
  saved: 'Saved.',
  ended: 'Signed out there.',
  removed: 'Removed. A link by mail signs you in as before.',
  connected: 'Connected.',
  quiet: 'No browser of yours is told anything any more.',
  token: 'The token is ready. It is shown once, below.',
  revoked: 'Revoked: it opens nothing any more.',
  passkey: 'The passkey is ready: next time, use it on the sign-in page.',
};

export const PROBLEM: Record<string, string> = {
  form: 'That could not be understood, so nothing was changed.',
  handle:
    'A handle has 2 to 30 letters a–z, digits, and single hyphens between them. Nothing was changed.',
  handle_taken: 'Somebody has that handle already. Nothing was changed.',
  name: 'A name has 1 to 60 characters. Nothing was changed.',
  topics: 'One of those topics does not exist here. Nothing was changed.',
  authors: 'At most 50 authors, each of at most 80 characters. Nothing was changed.',
  scopes: 'Choose at least one thing that the token may do. Nothing was made.',
  days: 'A token lasts 1 to 366 days, or until you revoke it. Nothing was made.',
  too_many: 'You have 20 tokens already. Revoke one first.',
  account_already_linked_to_different_user:
    'Another account here is connected with that account, so nothing was connected.',
  address_not_confirmed:
    'That site has not confirmed your mail address. Confirm it there and try again. Nothing was connected.',
  connect: 'That site did not confirm who you are, so nothing was connected.',
  sure: 'Tick the box to say that everything should be removed. Nothing was changed.',
};
