/** How it stands with a subscription: whether something is sent, where to, and if not, why. */
import { dayInWords, fromUtcDate } from '@/lib/calendar';
import type { Subscription, Suppression } from '@/lib/db/generated/client';
import { addressInWords } from '@/lib/mail/address';
import { cadenceInWords } from '@/lib/subscriptions/rules';
import { PATHS } from '@/lib/site/paths';

const WHY: Record<Suppression['reason'], string> = {
  bounce: 'our mail to it came back',
  complaint: 'our mail to it was reported as unwanted',
  unsubscribe: 'its mail program asked us to stop',
  operator: 'the operator of this site has barred it',
};

type Props = { subscription: Subscription; suppression: Suppression | null };

export function StateNote({ subscription, suppression }: Props) {
  const { state, email, pausedUntil } = subscription;
  const address = <strong className="wrap-break-word">{addressInWords(email)}</strong>;
  switch (state) {
    case 'pending':
      return (
        <p>
          Not confirmed yet: press the button in the mail that we sent to {address}. Until then
          nothing is sent.
        </p>
      );
    case 'active':
      return (
        <p>
          The digest goes to {address} {cadenceInWords(subscription)}.
        </p>
      );
    case 'paused':
      return (
        <p>
          Paused: nothing is sent to {address} before{' '}
          {pausedUntil ? dayInWords(fromUtcDate(pausedUntil)) : 'you resume it'}.
        </p>
      );
    case 'ended':
      return (
        <p>
          Stopped: nothing is sent to {address}. Your choices are kept, should you{' '}
          <a href={PATHS.subscribe}>subscribe again</a>.
        </p>
      );
    case 'suppressed':
      return (
        <p>
          Nothing is sent to {address}: {suppression ? WHY[suppression.reason] : WHY.bounce}
          {suppression && `, on ${dayInWords(fromUtcDate(suppression.since))}`}. Use{' '}
          <a href={PATHS.subscribe}>another address</a> to get the digest again.
        </p>
      );
  }
}
