/** Facts about an author's name, with a note that names are ambiguous. */
import type { AuthorSummary } from '@/lib/papers/author-queries';
import { authorPath } from '@/lib/site/paths';
import { words } from '@/lib/words';
import { Outside } from './facts';

export function AuthorFacts({ author }: { author: AuthorSummary }) {
  const { affiliations, handles, coauthors } = author;
  return (
    <div className="mt-2 space-y-3 border-b border-hairline pb-6">
      <p className="text-second">{words.paper.sharedName(countInWords(author))}</p>
      {handles.length > 0 && (
        <p>
          <span className="text-second">{words.paper.onHuggingFace} </span>
          {handles.map((handle, index) => (
            <span key={handle}>
              {index > 0 && ', '}
              <Outside href={`https://huggingface.co/${encodeURIComponent(handle)}`}>
                <span className="link">{handle}</span>
              </Outside>
            </span>
          ))}
        </p>
      )}
      {affiliations.length > 0 && (
        <p>
          <span className="text-second">{words.paper.affiliations} </span>
          {affiliations.map(({ name, papers }) => `${name} (${papers})`).join(', ')}
        </p>
      )}
      {coauthors.length > 0 && (
        <section aria-labelledby="coauthors">
          <h2 id="coauthors" className="font-sans text-15 font-normal text-second">
            {words.paper.coauthors}
          </h2>
          <ul className="flex flex-wrap gap-x-4">
            {coauthors.map(({ name, papers }) => (
              <li key={name}>
                <a href={authorPath(name)} className="hover:text-accent" dir="auto">
                  {name}
                </a>
                {papers > 1 && <span className="text-13 text-second tabular-nums"> ×{papers}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function countInWords({ papers, first, latest }: AuthorSummary): string {
  const [from, to] = [first.slice(0, 4), latest.slice(0, 4)];
  return words.paper.authorPapers(papers, from, to);
}
