/** The privacy page. */
import { count } from './count';

type Section = { heading?: string; paragraphs: string[] };

export const privacy = {
  title: 'Privacy',
  sections: (siteName: string, confirmHours: number): Section[] => [
    {
      paragraphs: [
        `Reading ${siteName} sets no cookies, loads nothing from other sites and isn’t tracked. Every reader gets the same page.`,
        'If you switch between light and dark, your browser stores your choice and sends it to no one. Server logs contain the method, path, status and duration of each request, and no addresses. Sign-ins, refused requests and new tokens are also logged with your account’s number and a keyed hash of your network. Your browser also stores the editions and papers that you opened last, so that you can read them offline. They contain nothing from your account.',
      ],
    },
    {
      heading: 'The digest',
      paragraphs: [
        'If you subscribe, we store your email address, your choices (days, hour, time zone, topics, authors, words), when you confirmed and to which wording, which digests you were sent and which papers were in them, so that no paper is sent twice. We also store a keyed hash of the network that you subscribed from. We can compare it but can’t turn it back into an address. It shows that the request was yours, and it stops floods of requests.',
        'The digest contains no images and no tracking. Its links lead straight to their targets, and we don’t learn whether you opened it. Your address goes only to the mail server that delivers the digest. If a mail is returned, or reported as spam, we store that with a keyed hash of the address and never send mail to the address again.',
        `An address that isn’t confirmed within ${count(confirmHours, 'hour')} gets no more mail. We list it as unconfirmed until it is confirmed or deleted. Each digest has two links. One stops the digest at once. The other shows your choices, which you can change, download with everything that we store about you, or delete. Deletion is immediate. Only the hashes of addresses that must not be mailed stay, and they contain no address.`,
        'These links work for everyone who has them, so think before you forward a digest. The link to read a digest on the web shows only that digest and can’t change anything.',
      ],
    },
    {
      heading: 'Notifications',
      paragraphs: [
        'If you turn on notifications in a browser, we store the address that its push service gave it, the keys that only the browser can decrypt our messages with, your topics and time zone, which papers it was notified of, a keyed hash of your network, and your account if you were signed in. The push service belongs to the maker of your browser. It carries our messages and can’t read them. If you turn notifications off, all this is deleted at once. It is also deleted when the push service reports that your browser takes no more messages.',
      ],
    },
    {
      heading: 'An account',
      paragraphs: [
        'Signing in sets a cookie that holds the session, and another that states only that a session exists. Both end with the session. We store your address, your name and handle, what you follow, your votes, comments, library and submissions, and keyed hashes of your mailbox and of the networks that you signed up and voted from, which help us detect vote floods. Sessions store the name of the browser and no address. For each API token we store its name, its scopes, a hash and the time of its last use. For each webhook we store its address and, for 30 days, the messages that we sent to it. A previewed comment is stored for a week, and only you can see it.',
        'Other readers see your name, your handle, your comments and your submissions. Votes are shown only as counts. Your library, notes and address are shown to no one. A shared collection shows its papers and your name to everyone who has its link. If you sign in with another site, that site learns that you signed in here. On your account page you can download all your data or delete your account. Deletion removes your votes, library and digest, and empties your comments.',
      ],
    },
  ],
};
