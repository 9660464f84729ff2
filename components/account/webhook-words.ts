/** What the webhooks' page says: after a form, of a webhook, and of each thing that it was told. */
import { dayInWords } from '@/lib/calendar';
import type { AddressProblem } from '@/lib/http/outgoing/public-address';
import { isPing, MAX_ATTEMPTS, PAUSED } from '@/lib/webhooks/rules';
import { PATHS } from '@/lib/site/paths';

export const WEBHOOKS_PATH = PATHS.webhooks;

export const WEBHOOK_DONE: Record<string, string> = {
  added: 'The webhook is ready. Its secret is shown once, below.',
  pinged: 'A test is on its way. Look at the log in a moment to see how it went.',
  paused: 'Paused: it is told nothing until you resume it.',
  resumed: 'Resumed: it is told what is new from now on.',
  ended: 'Ended: it is told nothing any more.',
};

const ADDRESS: Record<AddressProblem, string> = {
  no_address: 'That is no address. Nothing was made.',
  too_long: 'An address has at most 500 characters. Nothing was made.',
  not_https: 'The address must begin with https://. Nothing was made.',
  password: 'The address must hold no name or password. Nothing was made.',
  port: 'The address must use port 443 or 8443. Nothing was made.',
  own_network:
    'That address is in a network of our own, which we don’t call. Choose one that anybody can reach. Nothing was made.',
  ourselves: 'That is this site’s own address. Nothing was made.',
};

export const WEBHOOK_PROBLEM: Record<string, string> = {
  ...ADDRESS,
  news: 'Choose what the webhook tells of. Nothing was made.',
  topic: 'That topic does not exist here any more. Nothing was made.',
  too_many: 'You have ten webhooks already. End one first.',
  gone: 'You have no such webhook any more.',
  form: 'That could not be understood, so nothing was changed.',
};

type Told = { event: 'edition' | 'trending'; topicName: string | null };

export function newsInWords({ event, topicName }: Told): string {
  if (event === 'edition') return 'Each new edition';
  return topicName ? `Papers that trend in ${topicName}` : 'Papers that trend';
}

/** What a delivery told, by its key. */
export function keyInWords(key: string): string {
  const [kind = '', what = ''] = key.split(/:(.*)/s);
  if (kind === 'edition') return `The edition of ${dayInWords(what)}`;
  return kind === 'trending' ? `${what} trends` : 'Test';
}

type Outcome = {
  key: string;
  attempts: number;
  status: number | null;
  lastError: string | null;
  deliveredAt: Date | null;
};

export function outcomeInWords(outcome: Outcome): string {
  const { attempts, status, lastError, deliveredAt } = outcome;
  if (deliveredAt) return `taken, HTTP ${status}`;
  if (lastError === PAUSED) return 'not told: it was paused';
  if (lastError === null) return 'on its way';
  if (isPing(outcome)) return `failed: ${lastError}`;
  const state = attempts < MAX_ATTEMPTS ? 'not taken yet' : 'given up';
  return `${state}: ${lastError}${attempts > 1 ? `, tried ${attempts} times` : ''}`;
}
