/** Pages that are Markdown too, where the address or the reader asks for it: told by `Accept` apart. */
import Negotiator from 'negotiator';

const READING =
  /^\/(index\.md)?$|^\/(papers|topics)(\.md)?$|^\/(papers|topics|authors|about|digests)\//;

export function hasMarkdownForm(pathname: string): boolean {
  return READING.test(pathname);
}

/** The two forms of a reading address, as the `Accept` header that upstream gets. */
export type SharedForm = 'text/markdown' | '*/*';

/** The form that a shared response has for a reader with this `Accept` header. */
export function sharedForm(target: string, accept: string | undefined): SharedForm {
  const isMarkdown = hasMarkdownForm(target.split('?', 1)[0] ?? '') && prefersMarkdown(accept);
  return isMarkdown ? 'text/markdown' : '*/*';
}

/** Whether an `Accept` wants Markdown rather than a page. */
export function prefersMarkdown(accept: string | null | undefined): boolean {
  // Browsers ask for any page that there is, in many ways; none of them names it.
  if (!accept || !/markdown/i.test(accept)) return false;
  const forms = ['text/html', 'text/markdown'];
  return new Negotiator({ headers: { accept } }).mediaType(forms) === 'text/markdown';
}
