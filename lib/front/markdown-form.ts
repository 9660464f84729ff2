/** Pages that are Markdown too, where the address or the reader asks for it: told by `Accept` apart. */
const READING =
  /^\/(index\.md)?$|^\/(papers|topics)(\.md)?$|^\/(papers|topics|authors|about|digests)\//;

export function hasMarkdownForm(pathname: string): boolean {
  return READING.test(pathname);
}
