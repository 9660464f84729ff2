/** Links to share a paper: plain links, which load nothing from other sites. */
import { Outside } from './facts';
import { words } from '@/lib/words';
import { CopyButton } from '@/components/ui/copy-button';

export function Share({ title, url }: { title: string; url: string }) {
  const text = encodeURIComponent(`${title} ${url}`);
  const link = encodeURIComponent(url);
  const subject = encodeURIComponent(title);
  return (
    <section aria-labelledby="share" className="no-print mt-8">
      <h2 id="share" className="text-22">
        {words.paper.share}
      </h2>
      <p id="share-url" className="mt-2 font-mono text-13 break-all">
        {url}
      </p>
      <ul className="flex flex-wrap gap-x-5 [&_a]:inline-flex [&_a]:min-h-11 [&_a]:items-center [&_a]:text-accent [&_a]:underline">
        <li>
          <CopyButton copies="share-url">{words.paper.copyLink}</CopyButton>
        </li>
        <li>
          <a href={`mailto:?subject=${subject}&body=${link}`}>{words.paper.mail}</a>
        </li>
        <li>
          <Outside href={`https://bsky.app/intent/compose?text=${text}`}>
            {words.paper.bluesky}
          </Outside>
        </li>
        <li>
          <Outside href={`https://share.joinmastodon.org/#text=${text}`}>
            {words.paper.mastodon}
          </Outside>
        </li>
        <li>
          <Outside href={`https://www.linkedin.com/sharing/share-offsite/?url=${link}`}>
            {words.paper.linkedin}
          </Outside>
        </li>
        <li>
          <Outside href={`https://x.com/intent/post?text=${subject}&url=${link}`}>
            {words.paper.x}
          </Outside>
        </li>
      </ul>
    </section>
  );
}
