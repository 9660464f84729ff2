/** Signing in. */
import { count } from './count';

export const signIn = {
  title: 'Sign in',
  stateLost:
    'Signing in with that site took too long or started in another browser. Please start again here.',
  confirm: 'Confirm your identity',
  toVote: 'Sign in to vote. We’ll count your vote as soon as you’re in.',
  toAct: 'To vote, save, comment and submit. There is no password. You get a link by mail.',
  account:
    'Signing in for the first time creates an account. It stores your activity and your address, which no other reader sees. [Privacy](privacy)',
  usePasskey: 'Use a passkey',
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
