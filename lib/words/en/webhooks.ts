/** Webhooks: their page, their news and the log of their deliveries. */
import { count } from './count';

const attempts = (tries: number) => (tries > 1 ? `, after ${count(tries, 'attempt')}` : '');

export const webhooks = {
  title: 'Your webhooks',
  intro:
    'A webhook posts news to an address of your program, so the program doesn’t have to poll. Messages are signed by [Standard Webhooks](standard), and are retried for days until the address answers with 2xx. [The API](api) can do everything on this page with a [token](token).',
  secret:
    'The secret that signs messages to [address](url). Copy it now, because it isn’t shown again.',
  copySecret: 'Copy the secret',
  edition: 'Each new edition',
  trending: 'Trending papers',
  trendingIn: (topic: string) => `Trending papers in ${topic}`,
  added: (day: string) => `Added ${day}`,
  addedAndPaused: (day: string, instant: string) => `Added ${day}, paused since ${instant}`,
  ping: 'Send a test',
  end: 'Delete',
  nothingSent: 'Nothing was sent yet.',
  log: 'Deliveries',
  editionOf: (day: string) => `Edition of ${day}`,
  isTrending: (paperId: string) => `${paperId} is trending`,
  test: 'Test',
  delivered: (status: number | null) => `delivered, HTTP ${status}`,
  pausedThen: 'not sent, because the webhook was paused',
  queued: 'queued',
  failed: (error: string) => `failed: ${error}`,
  retrying: (error: string, tries: number) => `retrying: ${error}${attempts(tries)}`,
  gaveUp: (error: string, tries: number) => `gave up: ${error}${attempts(tries)}`,
  add: 'Add a webhook',
  addAnother: 'Add another webhook',
  address: 'Address',
  addressHelp: 'A public https address.',
  news: 'News to send',
  trendingInTopic: 'Trending papers in a topic',
  topicHelp: 'Only papers that are trending in this topic.',
  addButton: 'Add webhook',
};
