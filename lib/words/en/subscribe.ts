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
  trendingNow: 'Trending now',
  notifications:
    'This browser can notify you when a paper leads trending: up to three times a day, in the daytime, once per paper. You don’t need an account.',
  notificationsFeed: 'This needs JavaScript. Without it, use [the trending feed](feed).',
  sent: (hours: number) =>
    `We sent a mail to that address. Confirm within ${count(hours, 'hour')}. Your first digest arrives on the next day with papers.`,
  notArrived:
    'No mail after a few minutes? Check your spam folder, or [try again](again). You get at most three of these mails a day.',
};
