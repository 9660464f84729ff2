/** One field and a button. The time zone is the browser's, where it tells (public/reading.js). */
import { Button } from '@/components/ui/button';

export function SubscribeForm({ problem }: { problem?: string }) {
  return (
    <form action="/subscribe" method="post" className="flex flex-wrap items-end gap-3 font-sans">
      <div className="min-w-0 flex-1 basis-64">
        <label htmlFor="email" className="block text-15 text-second">
          Your mail address
        </label>
        <input
          id="email"
          name="email"
          type="email"
          required
          maxLength={254}
          autoComplete="email"
          aria-describedby={problem ? 'email-problem' : undefined}
          aria-invalid={problem ? true : undefined}
          className="h-11 w-full border-b border-second bg-transparent text-18"
        />
      </div>
      <input type="hidden" name="timeZone" data-time-zone />
      <Button>Subscribe</Button>
      {problem && (
        <p id="email-problem" role="alert" className="w-full text-15">
          {problem}
        </p>
      )}
    </form>
  );
}
