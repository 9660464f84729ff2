/** What a confirmation mail says, for each reason to send one. */

/** `known`: someone subscribes an address that is subscribed already. */
export type ConfirmPurpose = 'subscribe' | 'change' | 'known';

export type ConfirmProps = {
  purpose: ConfirmPurpose;
  /** To which it goes. */
  address: string;
  /** The page that confirms, or for `known` the preferences. */
  link: string;
  /** For how long the link works. */
  hours: number;
  siteName: string;
  siteHost: string;
  /** The sender's postal address. */
  senderLine: string | null;
};

export type ConfirmWords = { subject: string; asked: string; button: string; after: string };

export function confirmWords(props: ConfirmProps): ConfirmWords {
  const { purpose, address, hours, siteName, siteHost } = props;
  const someone = `Someone, most likely you, asked at ${siteHost}`;
  switch (purpose) {
    case 'subscribe':
      return {
        subject: `Confirm your subscription to ${siteName}`,
        asked: `${someone} for ${siteName}, a morning mail of research papers, to be sent to ${address}.`,
        button: 'Confirm the subscription',
        after: `The link works once, within ${hours} hours. If it wasn’t you, do nothing: without it, nothing more is sent.`,
      };
    case 'change':
      return {
        subject: `Confirm your new address for ${siteName}`,
        asked: `${someone} for their ${siteName} mail to be sent to ${address} from now on.`,
        button: 'Confirm the new address',
        after: `The link works once, within ${hours} hours. If it wasn’t you, do nothing: without it, nothing changes.`,
      };
    case 'known':
      return {
        subject: `You already get ${siteName}`,
        asked: `${someone} for ${siteName} to be sent to ${address}. It is already: there is nothing to confirm.`,
        button: 'See what it brings and when',
        after: 'If it wasn’t you, do nothing: nothing has changed.',
      };
  }
}
