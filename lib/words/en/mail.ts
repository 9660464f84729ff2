/** Mails: the digest, confirmations, sign-in links and replies. */
import { count } from './count';

type Site = { siteName: string; siteHost: string };
type Confirmation = Site & { address: string; hours: number };

const linkLasts = (hours: number) => `The link works once, for ${count(hours, 'hour')}.`;

export const mail = {
  digest: {
    why: (siteHost: string, confirmedOn: string, cadence: string) =>
      `You get this digest because you subscribed at [${siteHost}](site) and confirmed on ${confirmedOn}. It is sent ${cadence}.`,
    change: 'Change this digest',
    stop: 'Unsubscribe',
    onTheWeb: 'Read on the web',
    code: 'code',
    noVotes: 'no votes yet',
    votes: (votes: number) => count(votes, 'vote'),
  },
  confirm: {
    subscribe: ({ siteName, siteHost, address, hours }: Confirmation) => ({
      subject: `Confirm your subscription to ${siteName}`,
      request: `Someone, probably you, subscribed ${address} to the digest of ${siteName} at ${siteHost}. It lists new research papers.`,
      button: 'Confirm subscription',
      after: `${linkLasts(hours)} If it wasn’t you, ignore this mail. You won’t get any others.`,
    }),
    change: ({ siteName, siteHost, address, hours }: Confirmation) => ({
      subject: `Confirm your new address for ${siteName}`,
      request: `Someone, probably you, changed the address of their ${siteName} digest to ${address} at ${siteHost}.`,
      button: 'Confirm new address',
      after: `${linkLasts(hours)} If it wasn’t you, ignore this mail. Nothing changes.`,
    }),
    known: ({ siteName, siteHost, address }: Confirmation) => ({
      subject: `You are already subscribed to ${siteName}`,
      request: `Someone, probably you, subscribed ${address} to the digest of ${siteName} at ${siteHost}. You are already subscribed, so there is nothing to confirm.`,
      button: 'Open my preferences',
      after: 'If it wasn’t you, ignore this mail. Nothing has changed.',
    }),
  },
  notAccepted: (detail: string) => `The mail server didn’t accept the mail: ${detail}`,
  signIn: ({ siteName, siteHost, minutes }: Site & { minutes: number }) => ({
    subject: `Sign in to ${siteName}`,
    request: `Someone, probably you, requested a link to sign in at ${siteHost}.`,
    button: 'Sign in',
    after: `The link works once, for ${count(minutes, 'minute')}. If it wasn’t you, ignore this mail. Only this link opens your account.`,
  }),
  comment: {
    subject: {
      reply: (writer: string, paper: string) => `${writer} replied to you: ${paper}`,
      mention: (writer: string, paper: string) => `${writer} mentioned you: ${paper}`,
    },
    intro: {
      reply: (writer: string) => `${writer} replied to your comment on`,
      mention: (writer: string) => `${writer} mentioned you in a comment on`,
    },
    reader: (name: string, handle: string) => `${name} (@${handle})`,
    author: (name: string, handle: string) => `${name} (@${handle}), an author of the paper,`,
    button: 'Read and reply',
    why: (siteHost: string) =>
      `You get this mail because your account at ${siteHost} is set to notify you of replies.`,
    stop: 'Stop these mails',
    listName: (siteName: string) => `Replies at ${siteName}`,
  },
};
