import type { Metadata } from 'next';
import { PlainPage } from '@/components/ui/plain-page';
import { env } from '@/lib/env';
import { CONFIRM_WITHIN_HOURS } from '@/lib/subscriptions/rules';
import { PATHS } from '@/lib/site/paths';

export const metadata: Metadata = { title: 'Privacy', alternates: { canonical: PATHS.privacy } };

export default function PrivacyPage() {
  return (
    <PlainPage siteName={env.SITE_NAME} title="Privacy">
      <p>
        Reading {env.SITE_NAME} sets no cookie, loads nothing from another site and is not tracked.
        Every reader gets the same page.
      </p>
      <p>
        If you switch between light and dark, your browser remembers that; it tells nobody. Server
        logs hold the method, path, status and duration of each request, and no addresses. A
        sign-in, a refused request and a new token also leave your account’s number there and a
        keyed hash of your network. Your browser also keeps the last editions and papers that you
        opened, on your device, to read without a network; nothing of an account is among them.
      </p>
      <h2>The morning mail</h2>
      <p>
        If you subscribe, we keep your mail address, what you chose (days, hour, time zone, topics,
        authors, words), when you confirmed and to which wording, which digests you were sent and
        which papers were in them, so that no paper comes twice. Of the network that you asked from
        we keep a keyed hash, which we can compare and not turn back into an address. It is kept to
        show that it was you who asked, and to stop floods of requests.
      </p>
      <p>
        The mail holds no pictures and no tracking: its links lead straight to where they say, and
        we don’t learn whether you opened it. Your address goes to the mail server that carries the
        digest to you, and to nobody else. If a mail comes back, or its reader reports it as
        unwanted, we note that against a keyed hash of the address, and never mail it again.
      </p>
      <p>
        An address that isn’t confirmed within {CONFIRM_WITHIN_HOURS} hours gets nothing more; it
        stays on our list as unconfirmed until it is confirmed or deleted. Each mail has two links:
        one stops the digest at once, the other shows what you chose. There you can change it, take
        all we keep about you as a file, or delete it. What is deleted is gone at once, but for the
        hashes of addresses that must not be mailed, which hold no address.
      </p>
      <p>
        Those links work for whoever has them, so think before you forward a digest. The link to
        read it on the web shows that one digest and can change nothing.
      </p>
      <h2>Notifications</h2>
      <p>
        If you let a browser tell you what is trending, we keep the address that its push service
        gave it, the keys that only it can read our words by, the topics and time zone, which papers
        it was told of, a keyed hash of the network that you asked from, and whose account it is if
        you were signed in. The push service, which is your browser’s maker’s, carries the message
        and can’t read it. Press Stop where you asked, and all of it is gone at once; so it is when
        the push service says that your browser takes no more.
      </p>
      <h2>An account</h2>
      <p>
        Signing in sets a cookie that holds the session, and another that says only that there is
        one; both end with it. We keep your address, your name and handle, what you follow, your
        votes, comments, library and submissions, and keyed hashes of the network that you signed up
        and voted from and of your mailbox, which helps us detect vote floods. Sessions keep the
        name of the browser and no address. For each API token we store its name, its scopes, a hash
        and the time of its last use. For each webhook we store its address and, for 30 days, the
        messages that we sent to it. A previewed comment is stored for a week, and only you can see
        it.
      </p>
      <p>
        Others see your name, your handle, what you say and what you submit. Votes are shown as
        counts, and your library, notes and address to nobody; a collection you share shows its
        papers and your name to whoever has the link. Signing in with another site tells that site
        that you did. In your account you can take everything away as a file, or delete it: votes,
        library and morning mail go, and comments are emptied.
      </p>
    </PlainPage>
  );
}
