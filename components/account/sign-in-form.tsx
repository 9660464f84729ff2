/** Signing in: the link comes by mail. */
import { AddressForm } from '@/components/ui/address-form';
import { PATHS } from '@/lib/site/paths';
import { Intent } from './intent';

type Props = { next: string; vote?: string; problem?: string };

export function SignInForm({ next, vote, problem }: Props) {
  return (
    <AddressForm action={PATHS.signIn} button="Send me the link" problem={problem}>
      <Intent next={next} vote={vote} />
    </AddressForm>
  );
}
