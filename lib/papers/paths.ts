/** Addresses of what papers are found by. */

export function topicPath(slug: string): string {
  return `/topics/${slug}`;
}

export function authorPath(name: string): string {
  return `/authors/${encodeURIComponent(name)}`;
}
