import type { Metadata } from 'next';
import { Fragment } from 'react';
import { PlainPage } from '@/components/ui/plain-page';
import { env } from '@/lib/env';
import { CONFIRM_WITHIN_HOURS } from '@/lib/subscriptions/rules';
import { words } from '@/lib/words';
import { PATHS } from '@/lib/site/paths';

export const metadata: Metadata = {
  title: words.privacy.title,
  alternates: { canonical: PATHS.privacy },
};

export default function PrivacyPage() {
  const sections = words.privacy.sections(env.SITE_NAME, CONFIRM_WITHIN_HOURS);
  return (
    <PlainPage siteName={env.SITE_NAME} title={words.privacy.title}>
      {sections.map(({ heading, paragraphs }, index) => (
        <Fragment key={index}>
          {heading && <h2>{heading}</h2>}
          {paragraphs.map((paragraph, at) => (
            <p key={at}>{paragraph}</p>
          ))}
        </Fragment>
      ))}
    </PlainPage>
  );
}
