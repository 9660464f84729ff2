/** Writes the mail with a link to sign in, as markup and as text. */
import { Button } from '@react-email/components';
import { render } from '@react-email/render';
import { words } from '@/lib/words';
import { MailLayout, Rule, Second } from './layout';
import { styles } from './look';
import { PLAIN_RULE, wrapped } from './plain';

type SignInProps = {
  link: string;
  /** Lifetime of the link. */
  minutes: number;
  siteName: string;
  siteHost: string;
  /** The sender's postal address. */
  senderLine: string | null;
};

export async function signInMail(
  props: SignInProps,
): Promise<{ subject: string; html: string; text: string }> {
  return {
    subject: words.mail.signIn(props).subject,
    html: await render(<SignInMail {...props} />),
    text: signInText(props),
  };
}

function SignInMail(props: SignInProps) {
  const { subject, request, button, after } = words.mail.signIn(props);
  const { siteName, link, senderLine } = props;
  return (
    <MailLayout subject={subject} preheader={request} siteName={siteName}>
      <Rule />
      <p className="ink" style={styles.ink}>
        {request}
      </p>
      <div style={{ margin: '24px 0' }}>
        <Button className="button" href={link} style={styles.button}>
          {button}
        </Button>
      </div>
      <Second>{after}</Second>
      <Rule />
      {senderLine !== null && <Second>{senderLine}</Second>}
    </MailLayout>
  );
}

function signInText(props: SignInProps): string {
  const { request, button, after } = words.mail.signIn(props);
  const foot = props.senderLine === null ? [] : [PLAIN_RULE, wrapped(props.senderLine)];
  const parts = [
    props.siteName,
    wrapped(request),
    `${button}:\n${props.link}`,
    wrapped(after),
    ...foot,
  ];
  return `${parts.join('\n\n')}\n`;
}
