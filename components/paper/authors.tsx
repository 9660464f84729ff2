/** A paper's authors on a card: the first names and how many more. */
import { words } from '@/lib/words';

export function AuthorLine({ authors, count }: { authors: string[]; count: number }) {
  if (count === 0) return null;
  const rest = count - authors.length;
  return (
    <p>
      {authors.join(', ')}
      {rest > 0 && ` ${words.paper.moreAuthors(rest)}`}
    </p>
  );
}
