/** Subscribing to the digest and to notifications. */
import { count } from './count';

export const subscribe = {
  label: 'Digest',
  invitation: 'Get trending papers in your email inbox!',
  address: 'Your email address',
  example: 'you@example.org',
  button: 'Subscribe',
  deleted: 'Deleted',
  deletedTitle: 'Everything is deleted',
  deletedHelp:
    'Your address, your choices and your sent digests are deleted. The links in old mails no longer work.',
  deletedNext: '[Read today’s papers](latest), or [subscribe again](subscribe).',
  title: 'The digest',
  intro:
    'The day’s trending papers in your inbox, with two lines of each abstract and the reason for each paper. You choose topics, authors, words, days and the hour.',
  consent:
    'You get one mail to confirm your address. Then you get one digest on the days you choose, each with a link to unsubscribe. No tracking, and your address is never shared. [Privacy](privacy)',
  /** The consent that is recorded with a confirmation. Changes with `consent`. */
  consentRecord: '2026-11: one digest on the days chosen, stopped by one click',
  trendingNow: 'Trending now',
  notifications:
    'This browser can notify you when a paper leads trending: up to three times a day, in the daytime, once per paper. You don’t need an account.',
  notificationsFeed: 'This needs JavaScript. Without it, use [the trending feed](feed).',
  confirm: 'Confirm',
  confirmSubscription: {
    title: 'One step left',
    help: (address: string) => `The digest will go to [${address}](address).`,
    button: 'Yes, send me the digest',
  },
  confirmChange: {
    title: 'Move the digest',
    help: (address: string) => `From now on the digest goes to [${address}](address).`,
    button: 'Yes, move it',
  },
  notYou: 'Not you? Close this page, and nothing will be sent.',
  linkExpired: 'This link is no longer valid',
  linkExpiredHelp: (hours: number) =>
    `It was already used, is older than ${count(hours, 'hour')}, or was replaced by a newer mail. If you already confirmed, there is nothing to do. Otherwise, [request a new link](again).`,
  localMailbox:
    'This site has no mail server yet, so its mail stays on this machine. [Open the local mailbox](mailbox).',
  sent: (hours: number) =>
    `We sent a mail to that address. Confirm within ${count(hours, 'hour')}. Your first digest arrives on the next day with papers.`,
  notArrived:
    'No mail after a few minutes? Check your spam folder, or [try again](again). You get at most three of these mails a day.',
};
