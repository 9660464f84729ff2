/** Subscribes an address. public/reading.js fills in the browser's time zone. */
import { AddressForm } from '@/components/ui/address-form';
import { words } from '@/lib/words';
import { PATHS } from '@/lib/site/paths';

export function SubscribeForm({ problem }: { problem?: string }) {
  return (
    <AddressForm action={PATHS.subscribe} button={words.subscribe.button} problem={problem}>
      <input type="hidden" name="timeZone" data-time-zone />
    </AddressForm>
  );
}
