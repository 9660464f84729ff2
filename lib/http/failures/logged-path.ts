/** What of an address a log may hold: links in mail carry secrets in their path. */

/**
 * A secret may have a name before it or a file's ending after it, parted by dots. Papers that arXiv
 * doesn't have are named by words of their title, which may be as long.
 */
const TOKEN = /(?<!\/(?:papers|vote|save|discuss))\/[\w.-]{32,}(?=\/|$)/g;

/** The path without its query, which may hold what a reader typed, and without tokens. */
export function loggedPath(target: string): string {
  return (target.split('?', 1)[0] ?? '').replace(TOKEN, '/(token)');
}
