/** Validates and normalises mail addresses. */
import { domainToASCII, domainToUnicode } from 'node:url';
import { z } from 'zod';
import { words } from '@/lib/words';

const MAX_LOCAL_BYTES = 64;
const MAX_ADDRESS_CHARS = 254;
/** Atoms of RFC 5322 and, by RFC 6531, letters of all scripts; no quoted strings. */
const LOCAL_PART =
  /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:xn--[a-z0-9-]{2,59}|[a-z]{2,63})$/;

/**
 * Normalises an address: composed letters, lower case, the domain in ASCII. Null for anything
 * except one address: invalid text, lists, names, header injection.
 */
export function normaliseAddress(input: string): string | null {
  const text = input.normalize('NFC').trim();
  // Rejected first: domainToASCII would turn `exam\tple.org` into another domain.
  if (text.length > MAX_ADDRESS_CHARS || /\p{C}/u.test(text)) return null;
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(0, at)).toLowerCase();
  const domain = domainToASCII(text.slice(at + 1));
  if (!LOCAL_PART.test(local) || Buffer.byteLength(local) > MAX_LOCAL_BYTES) return null;
  return DOMAIN.test(domain) ? `${local}@${domain}` : null;
}

/** An address for display: münchen.example, not xn--mnchen-3ya.example. */
export function addressInWords(kept: string): string {
  const at = kept.lastIndexOf('@') + 1;
  return kept.slice(0, at) + domainToUnicode(kept.slice(at));
}

export const addressSchema = z.string().transform((input, context) => {
  const address = normaliseAddress(input);
  if (address) return address;
  context.addIssue({ code: 'custom', message: words.validation.email });
  return z.NEVER;
});
