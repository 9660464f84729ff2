/** Tests that Next sends the whole head of a page first, for every client. */
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { shouldServeStreamingMetadata } from 'next/dist/server/lib/streaming-metadata';
import { expect, test } from 'vitest';
import { completeHead } from '@/lib/front/complete-head';
import config from '@/next.config';

test.each([
  [
    'a browser',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36',
  ],
  ['a crawler', 'Twitterbot/1.0'],
  ['the front, which asks for everybody', undefined],
])('%s gets the title with the page', (_, agent) => {
  const request = new IncomingMessage(new Socket());
  if (agent) request.headers['user-agent'] = agent;
  completeHead(request, new ServerResponse(request), {});
  const requests = request.headers['user-agent'] ?? '';
  expect(shouldServeStreamingMetadata(requests, config.htmlLimitedBots?.source)).toBe(false);
});
