/** How many searches this process makes at once, whoever asks: pages, programs, related papers. */
import { askingNetwork } from '@/lib/http/page-answer';
import { Turnstile } from '@/lib/http/turnstile';

/** Leaves connections to those who read, and never lets a crowd of searches grow without end. */
const LIMITS = {
  running: 4,
  waiting: 100,
  patienceMs: 1_500,
  busy: 'Too many people are searching at this moment. Please try again in a few seconds.',
};

/** Next's bundles each have their own copy of this module; the database is the process's. */
const shared = globalThis as { broadsheetSearches?: Turnstile };

/** Runs a search in its turn. No network holds more than half of the places. */
export function inSearchTurn<T>(search: () => Promise<T>): Promise<T> {
  return searchTurnstile().pass(search, askingNetwork());
}

export function searchTurnstile(): Turnstile {
  return (shared.broadsheetSearches ??= new Turnstile(LIMITS));
}
