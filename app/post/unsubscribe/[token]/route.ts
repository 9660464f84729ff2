/** POST /unsubscribe/[token]: the page's button, and mail programs' one-click request (RFC 8058). */
import type { NextRequest } from 'next/server';
import { database } from '@/lib/db/client';
import { systemClock } from '@/lib/clock';
import { readBody } from '@/lib/http/body';
import { route } from '@/lib/http/route';
import { seeOther, withErrorPage } from '@/lib/http/form';
import { endSubscription } from '@/lib/subscriptions/commands';
import { unsubscribePath } from '@/lib/site/paths';

type Context = { params: Promise<{ token: string }> };

// No check of the origin: a mail program sends no cookies and has no origin, and the secret link
// authorizes the request.
const unsubscribe = route(async (request: NextRequest, { params }: Context) => {
  const { token } = await params;
  const body = (await readBody(request.body)).toString();
  await endSubscription(database(), token, systemClock());
  // Any form encoding, or a mail program's own body.
  if (body.includes('One-Click')) {
    return new Response(null, { status: 200, headers: { 'cache-control': 'no-store' } });
  }
  return seeOther(unsubscribePath(token));
});

export const POST = withErrorPage(unsubscribe);
