/** Maps addresses to mailboxes, because one person can make many addresses for one mailbox. */
import { keyed } from '@/lib/secrets';

/** Google's two domains are equal, and dots in the local part don't count. */
const GMAIL = new Set(['gmail.com', 'googlemail.com']);

/**
 * One spelling for all addresses of a mailbox: without the tag after `+`, and at Gmail without
 * dots. Only for counting, not for sending. `address` is normalised.
 */
export function mailboxOf(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  // A + at the start doesn't begin a tag.
  const [untagged = ''] = address.slice(0, at).split(/(?<=.)\+/, 1);
  if (!GMAIL.has(domain)) return `${untagged}@${domain}`;
  return `${untagged.replaceAll('.', '')}@gmail.com`;
}

/** A mailbox's hash in votes, to recognise accounts that share one. */
export function mailboxHash(address: string): string {
  return keyed(`mailbox:${mailboxOf(address)}`).digest('hex');
}
