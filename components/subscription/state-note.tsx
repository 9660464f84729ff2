/** States whether a digest is sent, where to, and if not, why. */
import { dayInWords, fromUtcDate } from '@/lib/calendar';
import { words } from '@/lib/words';
import { Marked, strongAddress } from '@/components/ui/marked';
import type { Subscription, Suppression } from '@/lib/db/generated/client';
import { addressInWords } from '@/lib/mail/address';
import { cadenceInWords } from '@/lib/subscriptions/rules';
import { PATHS } from '@/lib/site/paths';

type Props = { subscription: Subscription; suppression: Suppression | null };

export function StateNote({ subscription, suppression }: Props) {
  return (
    <p>
      <Marked
        text={sentenceOf(subscription, suppression)}
        address={strongAddress}
        subscribe={PATHS.subscribe}
      />
    </p>
  );
}

function sentenceOf(subscription: Subscription, suppression: Suppression | null): string {
  const { state, email, pausedUntil } = subscription;
  const { preferences } = words;
  const address = addressInWords(email);
  switch (state) {
    case 'pending':
      return preferences.unconfirmed(address);
    case 'active':
      return preferences.active(address, cadenceInWords(subscription));
    case 'paused':
      return pausedUntil
        ? preferences.pausedBefore(address, dayInWords(fromUtcDate(pausedUntil)))
        : preferences.paused(address);
    case 'ended':
      return preferences.stopped(address);
    case 'suppressed':
      return suppression
        ? preferences.blockedSince(
            address,
            preferences.blockReasons[suppression.reason],
            dayInWords(fromUtcDate(suppression.since)),
          )
        : preferences.blocked(address, preferences.blockReasons.bounce);
  }
}
