/** The foot of every page: how it works, and whom it thanks. */
import { PATHS } from '@/lib/site/paths';

export function Footer({ siteName }: { siteName: string }) {
  return (
    <footer className="mt-12 border-t border-hairline px-4 py-8 text-15 text-second">
      <div className="mx-auto max-w-180 space-y-2 wide:max-w-300">
        <ul className="no-print flex flex-wrap gap-x-5 [&_a]:inline-flex [&_a]:min-h-11 [&_a]:items-center [&_a:hover]:text-accent">
          <li>
            <a href={PATHS.ranking}>How {siteName} ranks</a>
          </li>
          <li>
            <a href={PATHS.trending}>Trending</a>
          </li>
          <li>
            <a href={PATHS.topics}>Topics</a>
          </li>
          <li>
            <a href={PATHS.submit}>Submit a paper</a>
          </li>
          <li>
            <a href={PATHS.subscribe}>Subscribe</a>
          </li>
          <li>
            <a href={PATHS.tools}>Feeds and tools</a>
          </li>
          <li>
            <a href={PATHS.api}>API</a>
          </li>
          <li>
            <a href={PATHS.privacy}>Privacy</a>
          </li>
          <li>
            <a href="/licenses.txt">Licences</a>
          </li>
        </ul>
        <p>
          Listings and their votes come from Hugging Face’s Daily Papers, abstracts from arXiv.
          Thank you to arXiv for use of its open access interoperability.
        </p>
      </div>
    </footer>
  );
}
