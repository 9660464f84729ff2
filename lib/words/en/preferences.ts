/** The digest’s preferences, its state and how to stop it. */
import { count } from './count';

export const preferences = {
  preview: 'Preview without saving',
  save: 'Save',
  when: 'When to send',
  howOften: 'How often',
  weekday: 'Day, if weekly',
  hour: 'Time',
  timeZone: 'Time zone',
  /** A place with its offset in minutes: `Kolkata (UTC+5:30)`. */
  zone: (place: string, offset: number) => `${place} (UTC${offset === 0 ? '' : hours(offset)})`,
  browserTimeZone: 'Use this browser’s time zone',
  schedule: (days: string, hour: string, timeZone: string) =>
    `${days} at ${hour}, ${timeZone} time`,
  topics: 'Topics',
  authors: 'Authors',
  authorsHelp: 'One full name per line.',
  amount: 'How much',
  maxPapers: 'Maximum number of papers',
  onlyTrending: 'Send a digest only when papers are trending',
  follows: 'What you follow',
  followsHelp:
    'Papers that you follow come first, then popular papers. If you follow nothing, you get the day’s trending papers.',
  wordsIn: 'Words to include',
  wordsInHelp: 'One word or phrase per line, such as speculative decoding.',
  wordsOut: 'Words to exclude',
  wordsOutHelp: 'Papers with any of these words are left out, even if you follow them.',
  nextDigest: 'Your next digest',
  nextAt: (day: string, hour: string, timeZone: string) => `${day} at ${hour} (${timeZone}).`,
  nothingYet: 'No papers yet. Papers listed until then may appear.',
  papersYet: (papers: number) =>
    `${count(papers, 'paper')} so far. Papers listed until then may appear.`,
  blockReasons: {
    bounce: 'mail to it was returned',
    complaint: 'mail to it was reported as spam',
    unsubscribe: 'its mail program unsubscribed it',
    operator: 'the operator of this site blocked it',
  },
  unconfirmed: (address: string) =>
    `Not confirmed yet. Open the mail sent to [${address}](address) and confirm. Until then you get no digest.`,
  active: (address: string, cadence: string) =>
    `The digest goes to [${address}](address) ${cadence}.`,
  stopped: (address: string) =>
    `You stopped the digest to [${address}](address). Your choices are saved in case you [subscribe again](subscribe).`,
  resume: 'Resume',
  pausedUntil: (day: string) => `No digest is sent before ${day}.`,
  resumeNow: 'Resume now',
  pause: 'Pause',
  noDigestBefore: 'No digest before',
  otherAddress: 'Change address',
  newAddress: 'New email address',
  newAddressHelp: 'You get a mail to confirm the new address. Until you confirm, nothing changes.',
  changeAddress: 'Change the address',
  addressPending: (address: string) =>
    `We sent a mail to [${address}](address). Until you confirm it, the digest goes to the old address.`,
  stop: 'Stop',
  stopHelp:
    'You won’t get any more digests, not even one already queued. Your choices are kept in case you come back.',
  stopButton: 'Stop the digest',
  data: 'Your data',
  dataHelp: 'Download everything stored about you as a file: choices, consent and sent digests.',
  download: 'Download my data',
  delete: 'Delete me',
  deleteHelp: 'Permanently deletes your address, your choices and the list of sent digests.',
  deleteConfirm: 'Yes, delete everything about this subscription',
  title: 'Your digest',
  unsubscribe: 'Unsubscribe',
  ended: 'You are unsubscribed',
  endedHelp: (address: string) =>
    `No digest is sent to [${address}](address). You can [subscribe again](subscribe). To delete the address from this site, open [your data](data).`,
  stopQuestion: 'Stop the digest?',
  stopQuestionHelp: (address: string) =>
    `It goes to [${address}](address). You won’t get any more digests, not even one already queued.`,
  stopIt: 'Unsubscribe',
  orLess: 'Or [get it less often, or pause it](manage).',
  replies: 'Mails about replies',
  repliesEnded: 'Reply mails are off',
  repliesEndedHelp: (address: string) =>
    `No mails about replies are sent to [${address}](address). To turn them on again, open [your account](account).`,
  repliesQuestion: 'Stop mails about replies?',
  repliesQuestionHelp: (address: string) =>
    `They go to [${address}](address) when someone replies to you or mentions you. Your digest isn’t affected.`,
  stopReplies: 'Stop these mails',
  paused: (address: string) => `No digest is sent to [${address}](address) before you resume it.`,
  pausedBefore: (address: string, day: string) =>
    `No digest is sent to [${address}](address) before ${day}.`,
  blocked: (address: string, reason: string) =>
    `No digest is sent to [${address}](address), because ${reason}. To get the digest again, use [another address](subscribe).`,
  blockedSince: (address: string, reason: string, day: string) =>
    `No digest is sent to [${address}](address), because ${reason} on ${day}. To get the digest again, use [another address](subscribe).`,
};

function hours(offset: number): string {
  const [whole, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const rest = minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`;
  return `${offset < 0 ? '−' : '+'}${whole}${rest}`;
}
