/** One field and a button: the link comes by mail. */
import { Button } from '@/components/ui/button';
import { Intent } from './intent';

type Props = { next: string; vote?: string; problem?: string };

export function SignInForm({ next, vote, problem }: Props) {
  return (
    <form action="/sign-in" method="post" className="flex flex-wrap items-end gap-3 font-sans">
      <Intent next={next} vote={vote} />
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
      <Button>Send me the link</Button>
      {problem && (
        <p id="email-problem" role="alert" className="w-full text-15">
          {problem}
        </p>
      )}
    </form>
  );
}
