/** What the preferences page says after a form, by the word that leads back to it. */

export const DONE: Record<string, string> = {
  confirmed: 'Confirmed. From now on the digest is yours; choose here what it brings and when.',
  saved: 'Saved. The next digest goes by it.',
  paused: 'Paused.',
  resumed: 'Resumed.',
  moved: 'A mail is on its way to the new address. Press the button in it to move the digest.',
  ended: 'Stopped. Nothing more is sent.',
};

export const PROBLEM: Record<string, string> = {
  form: 'That could not be understood, so nothing was changed.',
  cadence: 'Choose how often it should come. Nothing was changed.',
  weekday: 'Choose a day of the week. Nothing was changed.',
  hour: 'Choose an hour of the day. Nothing was changed.',
  timeZone: 'There is no such time zone here. Nothing was changed.',
  maxPapers: 'A digest has between 1 and 30 papers. Nothing was changed.',
  topics: 'One of those topics does not exist here. Nothing was changed.',
  authors: 'At most 50 authors, each of at most 80 characters. Nothing was changed.',
  wordsIn: 'At most 50 words you want, each of at most 80 characters. Nothing was changed.',
  wordsOut: 'At most 50 words you never want, each of at most 80 characters. Nothing was changed.',
  until: 'Choose the day on which the digest should come back.',
  email: 'This does not look like a mail address. Nothing was changed.',
  sure: 'Tick the box to say that everything should be removed. Nothing was changed.',
  'too-soon':
    'That was asked a moment ago, or too often today. Please wait five minutes before the next try.',
};

export const PREVIEW = {
  tooLong: 'That is too much to preview. Save it, and see.',
  unsaved: 'With these choices, which are not saved yet:',
  impossible: 'These choices can’t be saved as they are; this is by what can be read of them:',
};
