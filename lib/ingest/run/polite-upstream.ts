/** Connects to a source with the pauses that it asks for. */
import { publicUrl } from '@/lib/env';
import { createUpstream, type Upstream } from '@/lib/http/outgoing/upstream';
import { log } from '@/lib/log';

const USER_AGENT = `Broadsheet/0.1 (+${publicUrl})`;

export function politeUpstream(name: string, minIntervalMs: number, baseUrls: string[]): Upstream {
  return createUpstream({
    name,
    userAgent: USER_AGENT,
    baseUrls,
    // A replay on this machine needs no pauses, and tests no waiting.
    minIntervalMs: baseUrls.every(isLoopback) ? 0 : minIntervalMs,
    onRetry: (retry) => log.warn(retry, `${name} did not answer; trying again`),
  });
}

function isLoopback(url: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(url).hostname);
}
