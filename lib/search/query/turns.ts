/** Limits the concurrent searches of this process: pages, programs, related papers. */
import { askingNetwork } from '@/lib/http/page-answer';
import { Turnstile } from '@/lib/http/turnstile';
import { processWide } from '@/lib/process-wide';
import { words } from '@/lib/words';

/** Leaves connections for other pages, and limits the queue. */
const LIMITS = {
  running: 4,
  waiting: 100,
  patienceMs: 1_500,
  busy: words.errors.searchBusy,
};

const turnstile = processWide('searches', () => new Turnstile(LIMITS));

/** Runs a search in its turn. A network holds at most half of the places. */
export function inSearchTurn<T>(search: () => Promise<T>): Promise<T> {
  return turnstile.get().pass(search, askingNetwork());
}

export function searchTurnstile(): Turnstile {
  return turnstile.get();
}
