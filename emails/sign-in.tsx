/** The mail that signs its reader in, as markup and as text. */
import { Button } from '@react-email/components';
import { render } from '@react-email/render';
import { MailLayout, Rule, Second } from './layout';
import { styles } from './look';
import { PLAIN_RULE, wrapped } from './plain';

type SignInProps = {
  link: string;
  /** For how long the link works. */
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
    subject: `Sign in to ${props.siteName}`,
    html: await render(<SignInMail {...props} />),
    text: signInText(props),
  };
}

function words({ minutes, siteHost }: SignInProps) {
  return {
    asked: `Someone, most likely you, asked to sign in at ${siteHost}.`,
    button: 'Sign in',
    after: `The link works once, within ${minutes} minutes. If it wasn’t you, do nothing: nobody gets in without it.`,
  };
}

function SignInMail(props: SignInProps) {
  const { asked, button, after } = words(props);
  const { siteName, link, senderLine } = props;
  return (
    <MailLayout subject={`Sign in to ${siteName}`} preheader={asked} siteName={siteName}>
      <Rule />
      <p className="ink" style={styles.ink}>
        {asked}
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
  const { asked, button, after } = words(props);
  const foot = props.senderLine === null ? [] : [PLAIN_RULE, wrapped(props.senderLine)];
  const parts = [
    props.siteName,
    wrapped(asked),
    `${button}:\n${props.link}`,
    wrapped(after),
    ...foot,
  ];
  return `${parts.join('\n\n')}\n`;
}
