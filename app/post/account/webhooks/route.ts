/** POST /account/webhooks: adds, tests, pauses, resumes and deletes webhooks. */
import { z } from 'zod';
import { newWebhook } from '@/lib/accounts/shown-once';
import { signInPath } from '@/app/sign-in/path';
import { findReader } from '@/lib/accounts/sessions/identity-commands';
import { idForm } from '@/lib/accounts/schema';
import { systemClock } from '@/lib/clock';
import { database } from '@/lib/db/client';
import { publicUrl } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { fieldsOf, formObject, formRoute, seeOther } from '@/lib/http/form';
import { requireAllowance } from '@/lib/http/limit-commands';
import { findAddressProblem } from '@/lib/http/outgoing/public-address';
import { createWebhook, endWebhook, pauseWebhook, pingWebhook } from '@/lib/webhooks/commands';
import { newsField } from '@/lib/webhooks/schema';
import { PATHS } from '@/lib/site/paths';

type FormRequest = { userId: string; fields: object };
type Act = (request: FormRequest) => Promise<Response>;

const addForm = z.object({ url: z.string().trim(), news: z.string() });
const done = (what: string) => seeOther(`${PATHS.webhooks}?done=${what}`);
const problem = (what: string) => seeOther(`${PATHS.webhooks}?problem=${what}`);
const own = ({ userId, fields }: FormRequest) => ({ id: fieldsOf(idForm, fields).id, userId });

const ACTS: Record<string, Act> = {
  async add({ userId, fields }) {
    await requireAllowance('keep', userId);
    const request = fieldsOf(addForm, fields);
    const refusal = findAddressProblem(request.url, new URL(publicUrl).hostname);
    if (refusal) return problem(refusal);
    const news = newsField.safeParse(request.news);
    if (!news.success) return problem('news');
    const webhook = { ...news.data, url: request.url, userId };
    return refusable({ conflict: 'too_many', not_found: 'topic' }, async () => {
      const { id } = await createWebhook(database(), webhook);
      const response = done('added');
      response.headers.append('set-cookie', newWebhook.cookie(id));
      return response;
    });
  },
  async ping(request) {
    await requireAllowance('ping', request.userId);
    await pingWebhook(database(), own(request), systemClock());
    return done('pinged');
  },
  async pause(request) {
    await pauseWebhook(database(), own(request), systemClock());
    return done('paused');
  },
  async resume(request) {
    await pauseWebhook(database(), own(request), null);
    return done('resumed');
  },
  async end(request) {
    await endWebhook(database(), own(request));
    return done('ended');
  },
};

export const POST = formRoute(async (form, _context, { headers }) => {
  const reader = await findReader(headers);
  if (!reader) return seeOther(signInPath({ next: PATHS.webhooks }));
  const { act: name, ...fields } = formObject(form);
  const act = typeof name === 'string' && Object.hasOwn(ACTS, name) ? ACTS[name] : undefined;
  if (!act) throw new AppError('bad_request');
  // A 410 may delete the webhook while its reader views the page.
  return refusable({ not_found: 'gone' }, () => act({ userId: reader.id, fields }));
});

/** The message key of a command's error. */
async function refusable(
  words: Partial<Record<AppError['code'], string>>,
  act: () => Promise<Response>,
): Promise<Response> {
  try {
    return await act();
  } catch (error) {
    const word = error instanceof AppError ? words[error.code] : undefined;
    if (word === undefined) throw error;
    return problem(word);
  }
}
