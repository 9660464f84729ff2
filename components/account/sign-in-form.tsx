/** The form that requests a sign-in link by mail. */
import { AddressForm } from '@/components/ui/address-form';
import { PATHS } from '@/lib/site/paths';
import { words } from '@/lib/words';
import { Intent } from './intent';

type Props = { next: string; vote?: string; problem?: string };

export function SignInForm({ next, vote, problem }: Props) {
  return (
    <AddressForm action={PATHS.signIn} button={words.signIn.sendLink} problem={problem}>
      <Intent next={next} vote={vote} />
    </AddressForm>
  );
}
