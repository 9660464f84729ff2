/** A reader as others see them: since when, which papers they brought, what they said. */
import type { Metadata } from 'next';
import { cache } from 'react';
import { decoded, orNotFound } from '@/app/site';
import { PlainPage } from '@/components/ui/plain-page';
import { getProfile } from '@/lib/accounts/profile-queries';
import { database } from '@/lib/db/client';
import { dayInWords, fromUtcDate } from '@/lib/calendar';
import { env } from '@/lib/env';
import { excerpt, plainText } from '@/lib/papers/maths/rich-text';
import { paperPath } from '@/lib/site/paths';

type Props = { params: Promise<{ handle: string }> };

const profileOf = cache((handle: string) =>
  orNotFound(() => getProfile(database(), decoded(handle))),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name, handle } = await profileOf((await params).handle);
  // What somebody said here is found from the paper, not by their name.
  return { title: `${name} (@${handle})`, robots: { index: false } };
}

export default async function ReaderPage({ params }: Props) {
  const reader = await profileOf((await params).handle);
  const since = dayInWords(reader.createdAt.toISOString().slice(0, 10));
  return (
    <PlainPage siteName={env.SITE_NAME} title={reader.name}>
      <p className="text-second">
        @{reader.handle}
        {reader.role === 'curator' && ', a curator'}, here since {since}.
      </p>
      {reader.listed.length > 0 && (
        <section aria-labelledby="brought">
          <h2 id="brought">Papers brought to the edition</h2>
          <ul className="mt-3 space-y-3">
            {reader.listed.map(({ paperId, title, listedOn }) => (
              <li key={paperId}>
                <a href={paperPath(paperId)}>{plainText(title)}</a>
                <br />
                <span className="text-15 text-second">{dayInWords(listedOn)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {reader.comments.length > 0 && (
        <section aria-labelledby="said">
          <h2 id="said">What they said</h2>
          <ul className="mt-3 space-y-5">
            {reader.comments.map(({ id, body, createdAt, paper }) => (
              <li key={id}>
                <p>{excerpt(body, 280)}</p>
                <p className="text-15 text-second">
                  <a href={`${paperPath(paper.id)}#c-${id}`}>{plainText(paper.title)}</a>,{' '}
                  {dayInWords(fromUtcDate(createdAt))}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {reader.listed.length + reader.comments.length === 0 && <p>Reads quietly so far.</p>}
    </PlainPage>
  );
}
