/** Follows a page's author or topic: by account, or in a feed reader. */
import { words } from '@/lib/words';

type Props = {
  /** The form's action; null for a name that no list can hold. */
  path: string | null;
  feed: string;
};

export function Follow({ path, feed }: Props) {
  return (
    <div className="no-print flex flex-wrap gap-x-5 text-15 [&>*]:inline-flex [&>*]:min-h-11 [&>*]:items-center">
      {path && (
        // public/reader.js changes the label of a followed one; the next page unfollows.
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
