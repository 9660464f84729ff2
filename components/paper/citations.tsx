/** A paper as BibTeX and RIS, to copy. */
import { CopyButton } from '@/components/ui/copy-button';
import { words } from '@/lib/words';
import { fromUtcDate } from '@/lib/calendar';
import { toBibTeX, toRis } from '@/lib/papers/citations/formats';
import type { WholePaper } from '@/lib/papers/queries';
import { paperPath } from '@/lib/site/paths';

export function Citations({ paper, url }: { paper: WholePaper; url: string }) {
  const cited = {
    ...paper,
    authors: paper.authors.map(({ name }) => name),
    publishedOn: fromUtcDate(paper.publishedOn),
    url,
  };
  return (
    <section aria-labelledby="cite" className="no-print mt-8">
      <h2 id="cite" className="text-22">
        {words.paper.cite}
      </h2>
      <Citation id="bibtex" name="BibTeX" text={toBibTeX(cited)} />
      <Citation id="ris" name="RIS" text={toRis(cited)} />
      <p className="flex flex-wrap items-center gap-x-5 [&_a]:inline-flex [&_a]:min-h-11 [&_a]:items-center [&_a]:text-accent [&_a]:underline">
        {words.paper.citeFile}
        {(['bib', 'ris', 'csl.json'] as const).map((extension) => (
          <a key={extension} href={`${paperPath(paper.id)}.${extension}`} download>
            .{extension}
          </a>
        ))}
      </p>
    </section>
  );
}

function Citation({ id, name, text }: { id: string; name: string; text: string }) {
  return (
    <details className="border-b border-hairline">
      <summary className="flex min-h-11 items-center text-accent">{name}</summary>
      <pre
        id={id}
        tabIndex={0}
        className="max-h-80 overflow-auto py-2 font-mono text-13 whitespace-pre-wrap break-words"
      >
        {text}
      </pre>
      <CopyButton copies={id}>{words.paper.copy(name)}</CopyButton>
    </details>
  );
}
