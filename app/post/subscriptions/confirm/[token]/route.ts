/** POST /subscriptions/confirm/[token]: redeems the link and redirects to the preferences. */
import { database } from '@/lib/db/client';
import { systemClock } from '@/lib/clock';
import { formRoute, seeOther } from '@/lib/http/form';
import { confirmSubscription } from '@/lib/subscriptions/commands';
import { manageToken } from '@/lib/subscriptions/tokens';
import { confirmSubscriptionPath, subscriptionPath } from '@/lib/site/paths';

type Context = { params: Promise<{ token: string }> };

export const POST = formRoute(async (_form, { params }: Context) => {
  const { token } = await params;
  const confirmation = await confirmSubscription(database(), token, systemClock());
  if (!confirmation.ok) return seeOther(confirmSubscriptionPath(token));
  const { id, manageTokenVersion } = confirmation.subscription;
  return seeOther(`${subscriptionPath(manageToken(id, manageTokenVersion))}?done=confirmed`);
});
