import type { Metadata } from 'next';
import { CopyButton } from '@/components/ui/copy-button';
import { PlainPage } from '@/components/ui/plain-page';
import { env, publicUrl } from '@/lib/env';
import { feedPath, PATHS } from '@/lib/site/paths';

export const metadata: Metadata = {
  title: 'Feeds and tools',
  alternates: { canonical: PATHS.tools },
};

export default function ToolsPage() {
  const bookmarklet = `javascript:location.href=${JSON.stringify(`${publicUrl}${PATHS.latest}?q=`)}+encodeURIComponent(location.href)`;
  return (
    <PlainPage siteName={env.SITE_NAME} title="Feeds and tools">
      <p>
        All of it is free and says nothing about you to anybody; nearly all of it needs no account.
      </p>
      <h2>In a feed reader</h2>
      <p>
        <a href={feedPath('daily', 'rss')}>Every paper of the day’s edition</a>,{' '}
        <a href={feedPath('trending', 'rss')}>what trends</a>, or{' '}
        <a href={feedPath('topics', 'opml')}>all topics at once</a> as OPML. A search has a feed
        too: give its address to your reader. Each comes as RSS, Atom and JSON Feed, with whole
        abstracts.
      </p>
      <h2>From any page about a paper</h2>
      <p>
        Make a bookmark with this as its address. Pressed on a page of arXiv, Hugging Face or
        alphaXiv, it opens the paper here.
      </p>
      <p className="needs-script">
        Or drag this to your bookmarks:{' '}
        <a href="#bookmarklet" data-bookmarklet="bookmarklet">
          Read on {env.SITE_NAME}
        </a>
      </p>
      <pre
        id="bookmarklet"
        tabIndex={0}
        className="overflow-x-auto font-mono text-13 whitespace-pre-wrap break-all"
      >
        {bookmarklet}
      </pre>
      <div className="font-sans text-15">
        <CopyButton copies="bookmarklet">Copy the address</CopyButton>
      </div>
      <h2>In a library</h2>
      <p>
        Zotero’s and Mendeley’s buttons save a paper from its page. Each paper and each edition is
        also a file: add <code className="font-mono text-15">.bib</code>,{' '}
        <code className="font-mono text-15">.ris</code> or{' '}
        <code className="font-mono text-15">.csl.json</code> to its address.
      </p>
      <h2>On a phone, and offline</h2>
      <p>
        {env.SITE_NAME} installs like an app, from the browser’s menu. The editions that you opened
        last can then be read without a network, and it can{' '}
        <a href={`${PATHS.subscribe}#trending`}>tell you what is trending</a>.
      </p>
      <h2>For an assistant</h2>
      <p>
        Connect it to <code className="font-mono text-15">{publicUrl}/api/mcp</code>, a Model
        Context Protocol server. Every page is also Markdown: add{' '}
        <code className="font-mono text-15">.md</code>. <a href={PATHS.llms}>llms.txt</a> lists
        them.
      </p>
      <h2>For a program</h2>
      <p>
        <a href={PATHS.api}>The API</a> speaks JSON as Hugging Face’s papers do. With an account, a
        program acts for you by <a href={`${PATHS.account}#tokens`}>a token</a>, and{' '}
        <a href={PATHS.webhooks}>a webhook</a> tells it of each new edition or of what trends.
      </p>
    </PlainPage>
  );
}
