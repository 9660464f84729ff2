/** Invites readers to the digest. */
import { EmailInput } from '@/components/ui/address-form';
import { words } from '@/lib/words';
import { Button } from '@/components/ui/button';
import { PATHS } from '@/lib/site/paths';

export function Banner() {
  return (
    <aside
      aria-label={words.subscribe.label}
      className="no-print flex flex-wrap items-center justify-between gap-x-4 border-b border-hairline pb-3"
    >
      <p id="invitation" className="font-serif text-body text-balance md:text-18">
        {words.subscribe.invitation}
      </p>
      <form
        action={PATHS.subscribe}
        method="post"
        noValidate
        aria-labelledby="invitation"
        className="flex min-w-0 flex-1 basis-72 gap-3"
      >
        <label htmlFor="email" className="sr-only">
          {words.subscribe.address}
        </label>
        <EmailInput
          placeholder={words.subscribe.example}
          className="h-11 min-w-0 flex-1 border-b border-second bg-transparent text-body placeholder:text-second"
        />
        {/* The browser's time zone, set by public/reading.js. */}
        <input type="hidden" name="timeZone" data-time-zone />
        <Button>{words.subscribe.button}</Button>
      </form>
    </aside>
  );
}
