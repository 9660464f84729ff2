/** Removes secrets from paths for the log: links in mails carry them. */

/**
 * A secret may follow a name or precede a file's extension, separated by dots. Slugs of papers
 * without an arXiv id may be as long.
 */
const TOKEN = /(?<!\/(?:papers|vote|save|discuss))\/[\w.-]{32,}(?=\/|$)/g;

/** The path without its query, which may hold a reader's text, and without tokens. */
export function loggedPath(target: string): string {
  return (target.split('?', 1)[0] ?? '').replace(TOKEN, '/(token)');
}
