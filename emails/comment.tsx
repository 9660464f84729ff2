/** Writes the mail about a reply or mention in a discussion, as markup and as text. */
import { Button } from '@react-email/components';
import { render } from '@react-email/render';
import { words } from '@/lib/words';
import { MailLayout, Rule, Second, SecondLink } from './layout';
import { styles } from './look';
import { PLAIN_RULE, wrapped } from './plain';

const MAX_SUBJECT = 200;

export type CommentMailProps = {
  reason: 'reply' | 'mention';
  /** The author, by name and handle. */
  writer: string;
  handle: string;
  isByAuthor: boolean;
  paperTitle: string;
  /** The comment as typed, by paragraph; shortened if long. */
  paragraphs: string[];
  /** The comment's address, to read and reply. */
  link: string;
  /** The link that ends these mails. */
  unsubscribeUrl: string;
  siteName: string;
  siteHost: string;
  /** The sender's postal address. */
  senderLine: string | null;
};

export async function commentMail(
  props: CommentMailProps,
): Promise<{ subject: string; html: string; text: string }> {
  const { subject } = sentences(props);
  return { subject, html: await render(<CommentMail {...props} />), text: commentText(props) };
}

function sentences(props: CommentMailProps) {
  const { reason, writer, handle, isByAuthor, paperTitle, siteHost } = props;
  const { subject, intro, reader, author, why } = words.mail.comment;
  const who = isByAuthor ? author(writer, handle) : reader(writer, handle);
  return {
    subject: oneLine(subject[reason](writer, paperTitle)),
    introduction: intro[reason](who),
    why: why(siteHost),
  };
}

function oneLine(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .slice(0, MAX_SUBJECT)
    .toWellFormed();
}

function CommentMail(props: CommentMailProps) {
  const { subject, introduction, why } = sentences(props);
  const { paperTitle, paragraphs, link, unsubscribeUrl, siteName, senderLine } = props;
  return (
    <MailLayout subject={subject} preheader={paragraphs[0] ?? ''} siteName={siteName}>
      <Rule />
      <Second>{introduction}</Second>
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
          {words.mail.comment.button}
        </Button>
      </div>
      <Rule />
      <Second>{why}</Second>
      <Second above={16}>
        <SecondLink href={unsubscribeUrl}>{words.mail.comment.stop}</SecondLink>
      </Second>
      {senderLine !== null && <Second above={16}>{senderLine}</Second>}
    </MailLayout>
  );
}

function commentText(props: CommentMailProps): string {
  const { introduction, why } = sentences(props);
  const { siteName, paperTitle, paragraphs, link, unsubscribeUrl, senderLine } = props;
  const parts = [
    siteName,
    `${wrapped(introduction)}\n${wrapped(paperTitle, '    ')}`,
    ...paragraphs.map((paragraph) =>
      paragraph
        .split('\n')
        .map((line) => wrapped(line, '> '))
        .join('\n'),
    ),
    `${words.mail.comment.button}:\n${link}`,
    PLAIN_RULE,
    wrapped(why),
    `${words.mail.comment.stop}:\n${unsubscribeUrl}`,
    ...(senderLine === null ? [] : [wrapped(senderLine)]),
  ];
  return `${parts.join('\n\n')}\n`;
}
