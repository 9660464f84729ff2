/** To hear of what a page is about: by one's account, or in a feed reader. */
import { words } from '@/lib/words';

type Props = {
  /** The form's; null for what no list of names can hold. */
  path: string | null;
  feed: string;
};

export function Follow({ path, feed }: Props) {
  return (
    <div className="no-print flex flex-wrap gap-x-5 text-15 [&>*]:inline-flex [&>*]:min-h-11 [&>*]:items-center">
      {path && (
        // public/reader.js says it where the reader does already; the page after it ends it.
        <form action={path} method="post" data-follows>
          <button className="min-h-11 text-accent hover:underline">{words.feed.follow}</button>
        </form>
      )}
      <a href={feed} className="text-accent hover:underline">
        {words.feed.feedLink}
      </a>
    </div>
  );
}
