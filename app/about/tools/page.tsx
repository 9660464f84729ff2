import type { Metadata } from 'next';
import { CopyButton } from '@/components/ui/copy-button';
import { Marked } from '@/components/ui/marked';
import { PlainPage } from '@/components/ui/plain-page';
import { env, publicUrl } from '@/lib/env';
import { feedPath, PATHS } from '@/lib/site/paths';
import { words } from '@/lib/words';

export const metadata: Metadata = {
  title: words.site.tools,
  alternates: { canonical: PATHS.tools },
};

export default function ToolsPage() {
  const text = words.tools;
  const bookmarklet = `javascript:location.href=${JSON.stringify(`${publicUrl}${PATHS.latest}?q=`)}+encodeURIComponent(location.href)`;
  return (
    <PlainPage siteName={env.SITE_NAME} title={words.site.tools}>
      <p>{text.intro}</p>
      <h2>{text.feedReader}</h2>
      <p>
        <Marked
          text={text.feeds}
          daily={feedPath('daily', 'rss')}
          trending={feedPath('trending', 'rss')}
          topics={feedPath('topics', 'opml')}
        />
      </p>
      <h2>{text.otherSites}</h2>
      <p>{text.bookmarklet}</p>
      <p className="needs-script">
        <Marked
          text={text.drag(env.SITE_NAME)}
          bookmarklet={(label) => (
            <a href="#bookmarklet" data-bookmarklet="bookmarklet">
              {label}
            </a>
          )}
        />
      </p>
      <pre
        id="bookmarklet"
        tabIndex={0}
        className="overflow-x-auto font-mono text-13 whitespace-pre-wrap break-all"
      >
        {bookmarklet}
      </pre>
      <div className="font-sans text-15">
        <CopyButton copies="bookmarklet">{text.copyAddress}</CopyButton>
      </div>
      <h2>{text.referenceManager}</h2>
      <p>
        <Marked text={text.citations} />
      </p>
      <h2>{text.phone}</h2>
      <p>
        <Marked text={text.app(env.SITE_NAME)} notifications={`${PATHS.subscribe}#trending`} />
      </p>
      <h2>{text.assistant}</h2>
      <p>
        <Marked text={text.mcp(`${publicUrl}/api/mcp`)} llms={PATHS.llms} />
      </p>
      <h2>{text.program}</h2>
      <p>
        <Marked
          text={text.api}
          api={PATHS.api}
          tokens={`${PATHS.account}#tokens`}
          webhooks={PATHS.webhooks}
        />
      </p>
    </PlainPage>
  );
}
