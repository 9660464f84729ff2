/** The Content-Security-Policy of every response: one constant, because every page has the same inline script. */
import { createHash } from 'node:crypto';
import { THEME_SCRIPT } from '@/lib/theme-script';

const THEME_HASH = createHash('sha256').update(THEME_SCRIPT).digest('base64');

export const CONTENT_SECURITY_POLICY = [
  `script-src 'self' 'sha256-${THEME_HASH}'`,
  "default-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
  "img-src 'self'",
  // React writes style attributes, which can't run code.
  "style-src 'self' 'unsafe-inline'",
].join('; ');
