/** A reader's saved searches, each with its results, its feed and its place in the digest. */
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { PlainPage } from '@/components/ui/plain-page';
import { findReader } from '@/lib/accounts/sessions/identity-commands';
import { database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { savedSearches } from '@/lib/search/reader/personal-queries';
import { feedPath, PATHS, searchPath } from '@/lib/site/paths';
import { words } from '@/lib/words';

export const metadata: Metadata = { title: words.search.savedTitle, robots: { index: false } };

export default async function SearchesPage() {
  const reader = await findReader(await headers());
  if (!reader) redirect(`${PATHS.signIn}?next=/searches`);
  const searches = await savedSearches(database(), reader.id);
  return (
    <PlainPage siteName={env.SITE_NAME} title={words.search.savedTitle}>
      {searches.length === 0 && <p>{words.search.noneSaved}</p>}
      <ul>
        {searches.map((search) => (
          <Saved key={search.id} {...search} />
        ))}
      </ul>
    </PlainPage>
  );
}

type SavedProps = { id: string; query: string; inDigest: boolean };

function Saved({ id, query, inDigest }: SavedProps) {
  const q = encodeURIComponent(query);
  return (
    <li className="border-t border-hairline py-3">
      <a href={searchPath(query)}>{query}</a>
      <form
        action={PATHS.searches}
        method="post"
        className="flex flex-wrap items-center gap-x-5 font-sans text-15 [&_button]:min-h-11 [&_button]:text-accent"
      >
        <input type="hidden" name="id" value={id} />
        <span className="text-second">
          {inDigest ? words.search.inDigest : words.search.notInDigest}
        </span>
        <button name="act" value={inDigest ? 'leave' : 'join'}>
          {inDigest ? words.search.leaveDigest : words.search.joinDigest}
        </button>
        <a
          href={`${feedPath('search', 'atom')}?q=${q}`}
          className="inline-flex min-h-11 items-center"
        >
          {words.feed.feedLink}
        </a>
        <button name="act" value="remove">
          {words.account.remove}
        </button>
      </form>
    </li>
  );
}
