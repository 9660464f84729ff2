/** The mail that asks an address for its consent, as markup and as text. */
import { Button } from '@react-email/components';
import { render } from '@react-email/render';
import { confirmWords, type ConfirmProps } from './confirm-words';
import { MailLayout, Rule, Second } from './layout';
import { styles } from './look';
import { PLAIN_RULE, wrapped } from './plain';

export type { ConfirmProps, ConfirmPurpose } from './confirm-words';

/** A confirmation mail, ready for its envelope. */
export async function confirmMail(
  props: ConfirmProps,
): Promise<{ subject: string; html: string; text: string }> {
  const { subject } = confirmWords(props);
  return { subject, html: await render(<ConfirmMail {...props} />), text: confirmText(props) };
}

function ConfirmMail(props: ConfirmProps) {
  const { subject, asked, button, after } = confirmWords(props);
  return (
    <MailLayout subject={subject} preheader={asked} siteName={props.siteName}>
      <Rule />
      <p className="ink" style={styles.ink}>
        {asked}
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
  const { asked, button, after } = confirmWords(props);
  const { siteName, link, senderLine } = props;
  const foot = senderLine === null ? [] : [PLAIN_RULE, wrapped(senderLine)];
  const parts = [siteName, wrapped(asked), `${button}:\n${link}`, wrapped(after), ...foot];
  return `${parts.join('\n\n')}\n`;
}
