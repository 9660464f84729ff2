/** A reader's public profile: their submitted papers and their comments. */
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
import { words } from '@/lib/words';

type Props = { params: Promise<{ handle: string }> };

const profileOf = cache((handle: string) =>
  orNotFound(() => getProfile(database(), decoded(handle))),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name, handle } = await profileOf((await params).handle);
  // Search engines index comments by paper, not by author.
  return { title: `${name} (@${handle})`, robots: { index: false } };
}

export default async function ReaderPage({ params }: Props) {
  const reader = await profileOf((await params).handle);
  const since = dayInWords(fromUtcDate(reader.createdAt));
  return (
    <PlainPage siteName={env.SITE_NAME} title={reader.name}>
      <p className="text-second">
        {reader.role === 'curator'
          ? words.community.profile.curatorSince(reader.handle, since)
          : words.community.profile.since(reader.handle, since)}
      </p>
      {reader.listed.length > 0 && (
        <section aria-labelledby="submitted">
          <h2 id="submitted">{words.community.profile.submitted}</h2>
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
        <section aria-labelledby="comments">
          <h2 id="comments">{words.community.profile.comments}</h2>
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
      {reader.listed.length + reader.comments.length === 0 && (
        <p>{words.community.profile.empty}</p>
      )}
    </PlainPage>
  );
}
