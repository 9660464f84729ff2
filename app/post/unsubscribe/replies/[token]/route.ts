/** POST /unsubscribe/replies/[token]: the page's button, and mail programs' one-click request (RFC 8058). */
import type { NextRequest } from 'next/server';
import { stopReplyMails } from '@/lib/comments/mail-commands';
import { database } from '@/lib/db/client';
import { seeOther } from '@/lib/http/form';
import { decodePath } from '@/lib/site/params';
import { readBody } from '@/lib/http/body';
import { route } from '@/lib/http/route';
import { unsubscribeRepliesPath } from '@/lib/site/paths';

type Context = { params: Promise<{ token: string }> };

// No check of the origin: a mail program sends no cookies and has no origin, and the secret link
// authorizes the request.
export const POST = route(async (request: NextRequest, { params }: Context) => {
  const { token } = await params;
  const body = (await readBody(request.body)).toString();
  await stopReplyMails(database(), decodePath(token));
  if (body.includes('One-Click')) {
    return new Response(null, { status: 200, headers: { 'cache-control': 'no-store' } });
  }
  return seeOther(unsubscribeRepliesPath(token));
});
