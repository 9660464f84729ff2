/** The foot of every page: documentation and acknowledgements. */
import { PATHS } from '@/lib/site/paths';
import { words } from '@/lib/words';

export function Footer({ siteName }: { siteName: string }) {
  return (
    <footer className="mt-12 border-t border-hairline px-4 py-8 text-15 text-second">
      <div className="mx-auto max-w-180 space-y-2 wide:max-w-300">
        <ul className="no-print flex flex-wrap gap-x-5 [&_a]:inline-flex [&_a]:min-h-11 [&_a]:items-center [&_a:hover]:text-accent">
          <li>
            <a href={PATHS.ranking}>{words.site.howItRanks(siteName)}</a>
          </li>
          <li>
            <a href={PATHS.trending}>{words.feed.trendingTab}</a>
          </li>
          <li>
            <a href={PATHS.topics}>{words.feed.topics}</a>
          </li>
          <li>
            <a href={PATHS.submit}>{words.submit.title}</a>
          </li>
          <li>
            <a href={PATHS.subscribe}>{words.subscribe.button}</a>
          </li>
          <li>
            <a href={PATHS.tools}>{words.site.tools}</a>
          </li>
          <li>
            <a href={PATHS.api}>{words.site.api}</a>
          </li>
          <li>
            <a href={PATHS.privacy}>{words.site.privacy}</a>
          </li>
          <li>
            <a href="/licenses.txt">{words.site.licences}</a>
          </li>
        </ul>
        <p>{words.site.thanks}</p>
      </div>
    </footer>
  );
}
