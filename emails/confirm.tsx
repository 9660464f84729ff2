/** Writes the mail that requests an address's consent, as markup and as text. */
import { Button } from '@react-email/components';
import { render } from '@react-email/render';
import { words } from '@/lib/words';
import { MailLayout, Rule, Second } from './layout';
import { styles } from './look';
import { PLAIN_RULE, wrapped } from './plain';

/** `known`: someone subscribes an address that is subscribed already. */
export type ConfirmPurpose = 'subscribe' | 'change' | 'known';

export type ConfirmProps = {
  purpose: ConfirmPurpose;
  /** The address that gets the mail. */
  address: string;
  /** The page that confirms, or for `known` the preferences. */
  link: string;
  /** How long the link works. */
  hours: number;
  siteName: string;
  siteHost: string;
  /** The sender's postal address. */
  senderLine: string | null;
};

/** A confirmation mail, ready for its envelope. */
export async function confirmMail(
  props: ConfirmProps,
): Promise<{ subject: string; html: string; text: string }> {
  const { subject } = words.mail.confirm[props.purpose](props);
  return { subject, html: await render(<ConfirmMail {...props} />), text: confirmText(props) };
}

function ConfirmMail(props: ConfirmProps) {
  const { subject, request, button, after } = words.mail.confirm[props.purpose](props);
  return (
    <MailLayout subject={subject} preheader={request} siteName={props.siteName}>
      <Rule />
      <p className="ink" style={styles.ink}>
        {request}
      </p>
      <div style={{ margin: '24px 0' }}>
        <Button className="button" href={props.link} style={styles.button}>
          {button}
        </Button>
      </div>
      <Second>{after}</Second>
      <Rule />
      {props.senderLine !== null && <Second>{props.senderLine}</Second>}
    </MailLayout>
  );
}

function confirmText(props: ConfirmProps): string {
  const { request, button, after } = words.mail.confirm[props.purpose](props);
  const { siteName, link, senderLine } = props;
  const foot = senderLine === null ? [] : [PLAIN_RULE, wrapped(senderLine)];
  const parts = [siteName, wrapped(request), `${button}:\n${link}`, wrapped(after), ...foot];
  return `${parts.join('\n\n')}\n`;
}
