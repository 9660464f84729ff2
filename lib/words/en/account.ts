/** The account page, follows, and the page after a deletion. */
import { count } from './count';

export const account = {
  title: 'Your account',
  signedIn: (address: string, handle: string) =>
    `Signed in with ${address}. Others see you as [@${handle}](profile). You can also open [your library](library) and [your saved searches](searches).`,
  curator: 'You are a curator. [Open the desk](desk)',
  digest: 'You get the digest. [Change what it contains and when it is sent](digest)',
  noDigest:
    'You don’t get the digest. Subscribe, then confirm in the mail that we send you. The digest then belongs to this account.',
  profile: 'Profile',
  name: 'Name',
  handle: 'Handle',
  handleHelp: 'Others mention you by your handle. It is also the address of your profile.',
  mailsReplies: 'Send me a mail when someone replies to me or mentions me',
  signOut: 'Sign out',
  signOutHere: 'Sign out of this browser',
  notifications: 'Notifications',
  notificationsHelp: (browsers: number) =>
    `Notifications about trending papers are on in ${count(browsers, 'browser')}. To change their topics, open [notifications](subscribe) in that browser.`,
  endNotifications: 'Turn off in all browsers',
  dataHelp:
    'Download everything stored about you as a file: votes, comments, library and subscription.',
  delete: 'Delete my account',
  deleteHelp:
    'Permanently deletes your account, votes, library, notes and digest subscription, and empties your comments.',
  deleteConfirm: 'Yes, delete everything about me',
  deletedTitle: 'Your account is deleted',
  deletedHelp: 'Everything stored about you is deleted. You can [keep reading](latest).',
  sessions: 'Where you are signed in',
  thisBrowser: 'this browser',
  unknownBrowser: 'Unknown browser',
  browserOn: (browser: string, system: string) => `${browser} on ${system}`,
  signOutThere: 'Sign out there',
  signOutOthers: 'Sign out everywhere else',
  ways: 'How you sign in',
  waysHelp: 'You can always sign in with a link by mail.',
  passkey: 'Passkey',
  since: (what: string, day: string) => `${what}, since ${day}`,
  remove: 'Remove',
  connect: (site: string) => `Connect ${site}`,
  addPasskey: 'Add a passkey',
  followed: 'New papers here come first in For you and in your digest.',
  unfollowed: 'Follow to get new papers from here first in For you and in your digest.',
  unfollow: 'Unfollow',
  back: (title: string) => `Back to ${title}`,
  allFollows: 'Everything you follow',
};
