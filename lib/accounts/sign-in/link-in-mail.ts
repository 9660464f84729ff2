/** better-auth's sign-in by a link in a mail, for every address that the other forms take. */
import { magicLink } from 'better-auth/plugins';
import { addressSchema } from '@/lib/mail/address';

type Options = Parameters<typeof magicLink>[0];

export function linkInMail(options: Options) {
  const plugin = magicLink(options);
  const { options: endpoint } = plugin.endpoints.signInMagicLink;
  // Its own schema refuses letters of other scripts, several signs of ASCII, and domains such as
  // xn--4rr70v, with an error for which nobody is to blame.
  Object.assign(endpoint, { body: endpoint.body.extend({ email: addressSchema }) });
  return plugin;
}
