/** The page that tells a reader of their vote, and leads back to where they pressed. */
export function votePath(paperId: string, next: string): string {
  return `/vote/${paperId}?${new URLSearchParams({ next })}`;
}
