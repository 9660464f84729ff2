/** Chooses between a page and its Markdown by the reader's `Accept` header. */
import Negotiator from 'negotiator';
import { addressAt, hasMarkdownForm } from '@/lib/site/addresses';
import { plainPath } from '@/lib/site/patterns';

/** The two forms of a reading address, as the `Accept` header for upstream. */
export type SharedForm = 'text/markdown' | '*/*';

/** The form that a shared response has for a reader with this `Accept` header. */
export function sharedForm(target: string, accept: string | undefined): SharedForm {
  const isMarkdown = prefersMarkdown(accept) && hasMarkdownForm(addressAt(plainPath(target)));
  return isMarkdown ? 'text/markdown' : '*/*';
}

/** Whether an `Accept` header prefers Markdown to a page. */
export function prefersMarkdown(accept: string | null | undefined): boolean {
  // Browsers accept any page by various values, none of which names Markdown.
  if (!accept || !/markdown/i.test(accept)) return false;
  const forms = ['text/html', 'text/markdown'];
  return new Negotiator({ headers: { accept } }).mediaType(forms) === 'text/markdown';
}
