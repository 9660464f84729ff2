/** The foot of every page: how it works, and whom it thanks. */
export function Footer({ siteName }: { siteName: string }) {
  return (
    <footer className="mt-12 border-t border-hairline px-4 py-8 text-15 text-second">
      <div className="mx-auto max-w-180 space-y-2 wide:max-w-300">
        <ul className="no-print flex flex-wrap gap-x-5 [&_a]:inline-flex [&_a]:min-h-11 [&_a]:items-center [&_a:hover]:text-accent">
          <li>
            <a href="/about/ranking">How {siteName} ranks</a>
          </li>
          <li>
            <a href="/papers/trending">Trending</a>
          </li>
          <li>
            <a href="/topics">Topics</a>
          </li>
          <li>
            <a href="/papers/submit">Submit a paper</a>
          </li>
          <li>
            <a href="/subscribe">Subscribe</a>
          </li>
          <li>
            <a href="/about/tools">Feeds and tools</a>
          </li>
          <li>
            <a href="/api">API</a>
          </li>
          <li>
            <a href="/privacy">Privacy</a>
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
