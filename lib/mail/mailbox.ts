/** Maps addresses to mailboxes, because one person can make many addresses for one mailbox. */
import { keyed } from '@/lib/secrets';

/** Google's two domains are one, and it ignores dots in the local part. */
const GMAIL = new Set(['gmail.com', 'googlemail.com']);

/**
 * The one spelling of all addresses of a mailbox: without the tag after `+`, and at Gmail without
 * dots. Of use only for counting: mail goes to the address as its reader wrote it. `address` is
 * normalised.
 */
export function mailboxOf(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  // An address may begin with +; then it has no tag.
  const [untagged = ''] = address.slice(0, at).split(/(?<=.)\+/, 1);
  if (!GMAIL.has(domain)) return `${untagged}@${domain}`;
  return `${untagged.replaceAll('.', '')}@gmail.com`;
}

/** A mailbox as votes store it, to recognise accounts that share one. */
export function mailboxHash(address: string): string {
  return keyed(`mailbox:${mailboxOf(address)}`).digest('hex');
}
