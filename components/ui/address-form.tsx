/** A field for a mail address and a button; `children` are hidden fields. */
import type { ComponentProps, ReactNode } from 'react';
import { words } from '@/lib/words';
import { Button } from './button';

type Props = { action: string; button: string; problem?: string; children: ReactNode };

/** `noValidate`, because browsers reject addresses with letters beyond ASCII, which we accept. */
export function EmailInput(props: ComponentProps<'input'>) {
  return (
    <input
      id="email"
      name="email"
      type="email"
      required
      maxLength={254}
      autoComplete="email"
      {...props}
    />
  );
}

export function AddressForm({ action, button, problem, children }: Props) {
  return (
    <form
      action={action}
      method="post"
      noValidate
      className="flex flex-wrap items-end gap-3 font-sans"
    >
      <div className="min-w-0 flex-1 basis-64">
        <label htmlFor="email" className="block text-15 text-second">
          {words.subscribe.address}
        </label>
        <EmailInput
          aria-describedby={problem ? 'email-problem' : undefined}
          aria-invalid={problem ? true : undefined}
          className="h-11 w-full border-b border-second bg-transparent text-18"
        />
      </div>
      {children}
      <Button>{button}</Button>
      {problem && (
        <p id="email-problem" role="alert" className="w-full text-15">
          {problem}
        </p>
      )}
    </form>
  );
}
