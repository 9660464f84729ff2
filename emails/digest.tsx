/** Renders a digest. All props are strings, because one rendering with marks is filled many times. */
import type { ReactNode } from 'react';
import { Marked } from '@/components/ui/marked';
import { words } from '@/lib/words';
import { MailLayout, Rule, Second, SecondLink } from './layout';
import { styles } from './look';

export type DigestPaper = {
  number: string;
  title: string;
  /** The paper's page on this site. */
  url: string;
  authors: string | null;
  abstract: string | null;
  votes: string;
  /** Starts a sentence, such as `You follow graph rewriting`. */
  reason: string;
  /** The paper's page at its source, with the source's name. */
  sourceUrl: string;
  sourceName: string;
  codeUrl: string | null;
};

export type DigestFrame = {
  subject: string;
  preheader: string;
  siteName: string;
  siteUrl: string;
  /** The site's address for display. */
  siteHost: string;
  /** `Friday 14 March` */
  day: string;
  /** The day of confirmation: `3 March 2025` */
  confirmedOn: string;
  /** `on weekdays at 07:00, Europe/Vienna time` */
  cadence: string;
  manageUrl: string;
  unsubscribeUrl: string;
  webUrl: string;
  /** The sender's postal address. */
  senderLine: string | null;
};

export function DigestMail({ papers, ...frame }: DigestFrame & { papers: DigestPaper[] }) {
  return (
    <DigestShell {...frame}>
      {papers.map((paper) => (
        <PaperBlock key={paper.number} {...paper} />
      ))}
    </DigestShell>
  );
}

/** The mail around its papers. */
export function DigestShell({ children, ...frame }: DigestFrame & { children: ReactNode }) {
  const { subject, preheader, siteName, day } = frame;
  return (
    <MailLayout subject={subject} preheader={preheader} siteName={siteName}>
      <Second>{day}</Second>
      <Rule />
      {children}
      <Rule />
      <Foot {...frame} />
    </MailLayout>
  );
}

export function PaperBlock(paper: DigestPaper) {
  const { number, title, url, authors, abstract, votes, reason } = paper;
  return (
    <div style={{ margin: '0 0 32px' }}>
      <Second>
        <em>{reason}</em>
      </Second>
      <h2 className="ink" style={styles.title}>
        {`${number}. `}
        <a className="ink" href={url} style={styles.titleLink}>
          {title}
        </a>
      </h2>
      {authors !== null && <Second above={4}>{authors}</Second>}
      {abstract !== null && (
        <p className="ink" style={{ ...styles.ink, margin: '8px 0 0' }}>
          {abstract}
        </p>
      )}
      <Second above={8}>
        {`${votes} · `}
        <SecondLink href={paper.sourceUrl}>{paper.sourceName}</SecondLink>
        {paper.codeUrl !== null && (
          <>
            {' · '}
            <SecondLink href={paper.codeUrl}>{words.mail.digest.code}</SecondLink>
          </>
        )}
      </Second>
    </div>
  );
}

function Foot({ siteUrl, siteHost, confirmedOn, cadence, senderLine, ...links }: DigestFrame) {
  return (
    <>
      <Second>
        <Marked
          text={words.mail.digest.why(siteHost, confirmedOn, cadence)}
          site={(label) => <SecondLink href={siteUrl}>{label}</SecondLink>}
        />
      </Second>
      <Second above={16}>
        <SecondLink href={links.manageUrl}>{words.mail.digest.change}</SecondLink>
        {' · '}
        <SecondLink href={links.unsubscribeUrl}>{words.mail.digest.stop}</SecondLink>
        {' · '}
        <SecondLink href={links.webUrl}>{words.mail.digest.onTheWeb}</SecondLink>
      </Second>
      {senderLine !== null && <Second above={16}>{senderLine}</Second>}
    </>
  );
}
