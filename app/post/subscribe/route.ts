/** POST /subscribe: mails a confirmation. The answer doesn't reveal if the address is known. */
import { database } from '@/lib/db/client';
import { systemClock } from '@/lib/clock';
import { formObject, formRoute, seeOther } from '@/lib/http/form';
import { clientNetwork, hasAllowance, requireAllowance } from '@/lib/http/limit-commands';
import { mailboxOf } from '@/lib/mail/mailbox';
import { requestSubscription } from '@/lib/subscriptions/commands';
import { subscribeForm } from '@/lib/subscriptions/schema';
import { PATHS } from '@/lib/site/paths';

export const POST = formRoute(async (form, _context, request) => {
  const parsed = subscribeForm.safeParse(formObject(form));
  if (!parsed.success) return seeOther(`${PATHS.subscribe}?problem=address`);
  const network = clientNetwork(request.headers);
  await requireAllowance('subscribe', network);
  // Silently, because only the inbox may learn an address's state.
  if (await hasAllowance('confirmation_mailbox', mailboxOf(parsed.data.email))) {
    await requestSubscription(database(), { ...parsed.data, network, now: systemClock() });
  }
  return seeOther(PATHS.subscribeSent);
});
