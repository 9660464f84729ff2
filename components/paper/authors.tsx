/** A paper's authors on a card: the first names and how many more. */
export function AuthorLine({ authors, count }: { authors: string[]; count: number }) {
  if (count === 0) return null;
  const rest = count - authors.length;
  return (
    <p>
      {authors.join(', ')}
      {rest > 0 && ` and ${rest.toLocaleString('en')} more`}
    </p>
  );
}
