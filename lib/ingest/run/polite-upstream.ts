/** Connects to a source with the pauses that its terms require. */
import { publicUrl } from '@/lib/env';
import { createUpstream, type Upstream } from '@/lib/http/outgoing/upstream';
import { log } from '@/lib/log';

const USER_AGENT = `Broadsheet/0.1 (+${publicUrl})`;

export function politeUpstream(name: string, minIntervalMs: number, baseUrls: string[]): Upstream {
  return createUpstream({
    name,
    userAgent: USER_AGENT,
    baseUrls,
    // Skips the pauses for a replay on this machine, which is no public server.
    minIntervalMs: baseUrls.every(isLoopback) ? 0 : minIntervalMs,
    onRetry: (retry) => log.warn(retry, `${name} did not answer; trying again`),
  });
}

function isLoopback(url: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(url).hostname);
}
