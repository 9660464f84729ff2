/** Papers like this one, a line or two each. */
import { shortDay } from '@/lib/calendar';
import { words } from '@/lib/words';
import type { RelatedPaper } from '@/lib/search/query/related-queries';
import { paperPath } from '@/lib/site/paths';
import { AuthorLine } from './authors';
import { RichText } from './rich-text';

export function Related({ papers }: { papers: RelatedPaper[] }) {
  if (papers.length === 0) return null;
  return (
    <section aria-labelledby="related" className="no-print mt-8">
      <h2 id="related" className="text-22">
        {words.paper.related}
      </h2>
      <ul className="mt-2">
        {papers.map(({ id, title, authors, authorCount, publishedOn }) => (
          <li key={id} className="border-t border-hairline py-3 first:border-0">
            <a
              href={paperPath(id)}
              className="font-serif text-18 text-balance hover:text-accent"
              dir="auto"
            >
              <RichText text={title} inline />
            </a>
            <div className="flex flex-wrap gap-x-3 text-15 text-second">
              <AuthorLine authors={authors} count={authorCount} />
              <p className="tabular-nums">{shortDay(publishedOn)}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
