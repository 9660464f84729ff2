/** The mail to a reader whom somebody answered or named in a discussion, as markup and as text. */
import { Button } from '@react-email/components';
import { render } from '@react-email/render';
import { MailLayout, Rule, Second, SecondLink } from './layout';
import { styles } from './look';
import { PLAIN_RULE, wrapped } from './plain';

const MAX_SUBJECT = 200;

export type CommentMailProps = {
  reason: 'reply' | 'mention';
  /** Who wrote, by name and handle. */
  writer: string;
  handle: string;
  isByAuthor: boolean;
  paperTitle: string;
  /** The comment as it was typed, its paragraphs; shortened where it is long. */
  paragraphs: string[];
  /** Where it stands, to be read and answered. */
  link: string;
  /** Ends these mails. */
  unsubscribeUrl: string;
  siteName: string;
  siteHost: string;
  /** The sender's postal address. */
  senderLine: string | null;
};

export async function commentMail(
  props: CommentMailProps,
): Promise<{ subject: string; html: string; text: string }> {
  const { subject } = words(props);
  return { subject, html: await render(<CommentMail {...props} />), text: commentText(props) };
}

function words({ reason, writer, handle, isByAuthor, paperTitle, siteHost }: CommentMailProps) {
  const did = reason === 'reply' ? 'answered you' : 'mentioned you';
  const who = isByAuthor
    ? `${writer} (@${handle}), an author of the paper,`
    : `${writer} (@${handle})`;
  return {
    subject: oneLine(`${writer} ${did}: ${paperTitle}`),
    said: `${who} ${did} in the discussion of`,
    button: 'Read and answer',
    why: `You get this because you have an account at ${siteHost} and chose to hear of answers.`,
  };
}

function oneLine(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .slice(0, MAX_SUBJECT)
    .toWellFormed();
}

function CommentMail(props: CommentMailProps) {
  const { subject, said, button, why } = words(props);
  const { paperTitle, paragraphs, link, unsubscribeUrl, siteName, senderLine } = props;
  return (
    <MailLayout subject={subject} preheader={paragraphs[0] ?? ''} siteName={siteName}>
      <Rule />
      <Second>{said}</Second>
      <h2 className="ink" style={styles.title}>
        {paperTitle}
      </h2>
      {paragraphs.map((paragraph, index) => (
        <p key={index} className="ink" style={{ ...styles.ink, margin: '12px 0 0' }}>
          {paragraph.split('\n').map((line, at) => (
            <span key={at}>
              {at > 0 && <br />}
              {line}
            </span>
          ))}
        </p>
      ))}
      <div style={{ margin: '24px 0' }}>
        <Button className="button" href={link} style={styles.button}>
          {button}
        </Button>
      </div>
      <Rule />
      <Second>{why}</Second>
      <Second above={16}>
        <SecondLink href={unsubscribeUrl}>Stop these mails</SecondLink>
      </Second>
      {senderLine !== null && <Second above={16}>{senderLine}</Second>}
    </MailLayout>
  );
}

function commentText(props: CommentMailProps): string {
  const { said, button, why } = words(props);
  const { siteName, paperTitle, paragraphs, link, unsubscribeUrl, senderLine } = props;
  const parts = [
    siteName,
    `${wrapped(said)}\n${wrapped(paperTitle, '    ')}`,
    ...paragraphs.map((paragraph) =>
      paragraph
        .split('\n')
        .map((line) => wrapped(line, '> '))
        .join('\n'),
    ),
    `${button}:\n${link}`,
    PLAIN_RULE,
    wrapped(why),
    `Stop these mails:\n${unsubscribeUrl}`,
    ...(senderLine === null ? [] : [wrapped(senderLine)]),
  ];
  return `${parts.join('\n\n')}\n`;
}
