/** All authors of a paper: the first dozen at once, hundreds behind a disclosure. */
import { authorPath } from '@/lib/site/paths';
import { words } from '@/lib/words';

type Author = { name: string; affiliation: string | null };

const SHOWN = 12;

export function WholeAuthors({ authors }: { authors: Author[] }) {
  if (authors.length === 0) {
    return <p className="mt-3 text-second">{words.paper.noAuthors}</p>;
  }
  const [shown, rest] = [authors.slice(0, SHOWN), authors.slice(SHOWN)];
  return (
    <div className="mt-3 text-second">
      <Names authors={shown} />
      {rest.length > 0 && (
        <details>
          <summary className="flex min-h-11 items-center text-accent">
            {words.paper.moreAuthors(rest.length)}
          </summary>
          <Names authors={rest} />
        </details>
      )}
    </div>
  );
}

function Names({ authors }: { authors: Author[] }) {
  return (
    <ul className="in-commas flex flex-wrap gap-x-1.5">
      {authors.map(({ name, affiliation }, index) => (
        <li key={`${index}-${name}`}>
          <a href={authorPath(name)} className="hover:text-accent" dir="auto">
            {name}
          </a>
          {affiliation && <span className="text-13"> ({affiliation})</span>}
        </li>
      ))}
    </ul>
  );
}
