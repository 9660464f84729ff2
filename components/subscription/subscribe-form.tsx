/** Subscribing. The time zone is the browser's, where it tells (public/reading.js). */
import { AddressForm } from '@/components/ui/address-form';

export function SubscribeForm({ problem }: { problem?: string }) {
  return (
    <AddressForm action="/subscribe" button="Subscribe" problem={problem}>
      <input type="hidden" name="timeZone" data-time-zone />
    </AddressForm>
  );
}
