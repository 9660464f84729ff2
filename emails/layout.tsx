/** Wraps every mail: one column of paper with the name on top. */
import { Body, Container, Head, Hr, Html } from '@react-email/components';
import type { ReactNode } from 'react';
import { DARK_STYLES, styles } from './look';

/** Blank space after the preheader, so that an inbox doesn't show the mail's first words there. */
const BLANK = '\u034F\u200C\u00A0'.repeat(60);

type Props = {
  subject: string;
  /** The preheader, which an inbox shows after the subject. */
  preheader: string;
  siteName: string;
  children: ReactNode;
};

export function MailLayout({ subject, preheader, siteName, children }: Props) {
  return (
    <Html lang="en">
      <Head>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{subject}</title>
        <style>{DARK_STYLES}</style>
      </Head>
      <Body className="page" style={styles.page}>
        {/* Not react-email's Preview, whose blank depends on the words, and those come last. */}
        <div style={styles.preheader}>{`${preheader}${BLANK}`}</div>
        <Container style={styles.column}>
          <h1 className="ink" style={styles.name}>
            {siteName}
          </h1>
          {children}
        </Container>
      </Body>
    </Html>
  );
}

export function Rule() {
  return <Hr className="rule" style={styles.rule} />;
}

/** A paragraph in the second ink. Uses margins, because Outlook pads only table cells. */
export function Second({ children, above = 0 }: { children: ReactNode; above?: number }) {
  return (
    <p className="second" style={{ ...styles.second, margin: `${above}px 0 0` }}>
      {children}
    </p>
  );
}

export function SecondLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a className="second" href={href} style={styles.secondLink}>
      {children}
    </a>
  );
}
