/** What a link out of a mail shows when it opens nothing: cut off, replaced, or its data deleted. */
import { PlainPage } from '@/components/ui/plain-page';

export function UnknownLink({ siteName }: { siteName: string }) {
  return (
    <PlainPage siteName={siteName} title="This link opens nothing">
      <p>
        Mail programs sometimes cut a long link in two. Open it from the newest mail you have, or
        copy the whole of it.
      </p>
      <p>
        If you moved the mail to another address, the links in older ones are void. If you had
        everything deleted, there is nothing left here, and no more is sent. You can{' '}
        <a href="/subscribe">subscribe again</a>.
      </p>
    </PlainPage>
  );
}
