/** Addresses of what papers are found by. */

export function topicPath(slug: string): string {
  return `/topics/${slug}`;
}

export function authorPath(name: string): string {
  return `/authors/${encodeURIComponent(name)}`;
}

/** The page on which a reader begins or ends to follow one. */
export function followPath(one: { author: string } | { topic: string }): string {
  return `/follow?${new URLSearchParams(one)}`;
}
