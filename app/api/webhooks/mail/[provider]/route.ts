/** Receives bounces and complaints from mail providers, each signed in its provider's way. */
import type { NextRequest } from 'next/server';
import { database } from '@/lib/db/client';
import { readBody } from '@/lib/http/body';
import { route } from '@/lib/http/route';
import { recordMailEvents } from '@/lib/mail/commands';
import { verifyAndParse } from '@/lib/mail/webhooks';

type Context = { params: Promise<{ provider: string }> };

export const POST = route(async (request: NextRequest, { params }: Context) => {
  const { provider } = await params;
  const rawBody = await readBody(request.body);
  const events = await verifyAndParse(provider, { headers: request.headers, rawBody });
  const recorded = await recordMailEvents(database(), events);
  return Response.json({ recorded }, { headers: { 'cache-control': 'no-store' } });
});
