/** Signing in. */
import { count } from './count';

export const signIn = {
  title: 'Sign in',
  signedInAs: (name: string) => `You are signed in as ${name}`,
  keepReading: '[Continue reading](next), or open [your account](account).',
  sendLink: 'Send me the link',
  sendLinkTo: (address: string) => `Send a link to ${address}`,
  linkInvalid: 'This link is no longer valid',
  linkInvalidHelp:
    'It was used or has expired, or we sent you a newer one. [Get a new link](again).',
  signMeIn: 'Sign me in',
  signMeInToVote: 'Sign me in and count my vote',
  staySignedIn: (days: number, idleDays: number) =>
    `If you didn’t request this link, close this page. You stay signed in for up to ${count(days, 'day')}, or until you are away for ${count(idleDays, 'day')}. You can sign out on your account page at any time.`,
  otherBrowser: 'You opened this link in another browser',
  otherBrowserHelp:
    'This link was requested in a different browser. If you requested it yourself, continue here. If someone else sent you the link, close this page.',
  continueHere: 'Continue in this browser',
  continueTo: (site: string) => `Continue to ${site}`,
  stateLost:
    'Signing in with that site took too long or started in another browser. Please start again here.',
  confirm: 'Confirm your identity',
  toVote: 'Sign in to vote. We’ll count your vote as soon as you’re in.',
  toAct: 'To vote, save, comment and submit. There is no password. You get a link by mail.',
  account:
    'Signing in for the first time creates an account. It stores your activity and your address, which no other reader sees. [Privacy](privacy)',
  usePasskey: 'Use a passkey',
  passkeyCancelled: 'No passkey was used.',
  passkeyFailed: 'The passkey didn’t work. Try again, or sign in with a link by mail.',
  checkInbox: 'Check your inbox',
  sent: (minutes: number) =>
    `We sent a link to that address. Open it within ${count(minutes, 'minute')} to sign in.`,
  notArrived:
    'No mail after a few minutes? Check your spam folder, or [request another link](again).',
  noAddress: 'This is not an email address. Check it and try again.',
  notConfirmed: 'That site didn’t confirm your identity. Try again, or use a link by mail.',
  notAllowed:
    'You didn’t allow that site to confirm your identity. Try again, or use a link by mail.',
  addressTaken:
    'An account here already has that address. Sign in with a link, then connect the site on your account page.',
  suspended: 'This account is suspended. You can’t sign in to it.',
  addressNotConfirmed:
    'That site hasn’t confirmed your email address. Confirm it there and try again, or use a link by mail.',
  stale: 'This needs a recent sign-in. Sign in again with a link or a passkey to continue.',
  passkeyNeeded:
    'Curators must sign in with a passkey. Use yours to continue. If you don’t have one yet, add it on your account page first.',
};
