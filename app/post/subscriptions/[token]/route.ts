/** POST /subscriptions/[token]: the forms of the preferences page, distinguished by button. */
import { ZodError } from 'zod';
import { database, type Database } from '@/lib/db/client';
import { systemClock } from '@/lib/clock';
import { AppError } from '@/lib/errors';
import { backWith, formObject, formRoute, seeOther } from '@/lib/http/form';
import { requireAllowance } from '@/lib/http/limit-commands';
import { mailboxOf } from '@/lib/mail/mailbox';
import {
  choosePreferences,
  deleteSubscription,
  endSubscription,
  exportSubscription,
  pauseSubscription,
  requestAddressChange,
  resumeSubscription,
} from '@/lib/subscriptions/commands';
import { getSubscriptionByLink } from '@/lib/subscriptions/queries';
import { addressForm, deleteForm, pauseForm, preferencesForm } from '@/lib/subscriptions/schema';
import { PATHS, subscriptionPath } from '@/lib/site/paths';

type Context = { params: Promise<{ token: string }> };
type Act = (db: Database, token: string, form: object) => Promise<Response>;

const ACTS: Record<string, Act> = {
  async choose(db, token, form) {
    await choosePreferences(db, token, preferencesForm.parse(form), systemClock());
    return done(token, 'saved');
  },
  async pause(db, token, form) {
    await pauseSubscription(db, token, pauseForm.parse(form).until, systemClock());
    return done(token, 'paused');
  },
  async resume(db, token) {
    await resumeSubscription(db, token, systemClock());
    return done(token, 'resumed');
  },
  async move(db, token, form) {
    const { email } = addressForm.parse(form);
    await getSubscriptionByLink(db, token);
    await requireAllowance('move_to_address', mailboxOf(email));
    await requestAddressChange(db, token, email, systemClock());
    return done(token, 'moved');
  },
  async end(db, token) {
    await endSubscription(db, token, systemClock());
    return done(token, 'ended');
  },
  async export(db, token) {
    const kept = await exportSubscription(db, token);
    return Response.json(kept, {
      headers: {
        'content-disposition': 'attachment; filename="broadsheet-subscription.json"',
        'cache-control': 'no-store',
      },
    });
  },
  async delete(db, token, form) {
    deleteForm.parse(form);
    await deleteSubscription(db, token);
    return seeOther(PATHS.subscriptionDeleted);
  },
};

export const POST = formRoute(async (form, { params }: Context) => {
  const { token } = await params;
  const { act: name, ...fields } = formObject(form);
  const act = typeof name === 'string' && Object.hasOwn(ACTS, name) ? ACTS[name] : undefined;
  if (!act) throw new AppError('bad_request');
  try {
    return await act(database(), token, fields);
  } catch (error) {
    const problem = problemIn(error);
    if (!problem) throw error;
    return backWith(subscriptionPath(token), problem, name === 'choose' ? fields : {});
  }
});

/** The message for an invalid field, or for a request too soon. Null for a server error. */
function problemIn(error: unknown): string | null {
  if (error instanceof ZodError) return String(error.issues[0]?.path[0] ?? 'form');
  if (!(error instanceof AppError)) return null;
  if (error.code === 'rate_limited') return 'too-soon';
  return error.code === 'bad_request' ? 'timeZone' : null;
}

function done(token: string, what: string): Response {
  return seeOther(`${subscriptionPath(token)}?done=${what}`);
}
