import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ListLayout } from '@/components/feed/list-layout';
import { Banner } from '@/components/feed/banner';
import { ListTabs, Neighbours } from '@/components/feed/period-nav';
import { PaperArticle } from '@/components/paper/paper-card';
import { systemClock } from '@/lib/clock';
import { database } from '@/lib/db/client';
import { findDigestByLink, generalDigest } from '@/lib/digests/web-queries';
import { recommendedCards, type Recommended } from '@/lib/recommend/card-queries';
import { dayIn, parsePeriod, shortTitle, type Period } from '@/lib/calendar';
import { neighboursOf } from '@/lib/editions/queries';
import { today } from '@/app/site';
import { env } from '@/lib/env';
import { single, type SearchParams } from '@/lib/site/params';
import { topicNames } from '@/lib/papers/queries';
import { words } from '@/lib/words';
import { digestPath } from '@/lib/site/paths';

type Props = { params: Promise<{ date: string }>; searchParams: SearchParams };

/** Readers' days begin before the edition's, on Kiritimati first. */
const EARLIEST_ZONE = 'Pacific/Kiritimati';

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const [{ date }, { d: link }] = await Promise.all([params, searchParams]);
  const day = parsePeriod('day', date);
  return {
    title: day ? words.digest.title(day.title) : words.digest.untitled,
    alternates: { canonical: digestPath(date) },
    robots: link === undefined ? undefined : { index: false },
  };
}

/** A day's digest: of the mail's reader, else that of a reader without interests. */
export default async function DigestPage({ params, searchParams }: Props) {
  const [{ date }, query] = await Promise.all([params, searchParams]);
  const period = dayOfAddress(date);
  const db = database();
  const link = single(query.d);
  const own = link === undefined ? null : await findDigestByLink(db, link, period.key);
  const digest = own ?? (await generalDigest(db, period.key));
  const [articles, neighbours, names] = await Promise.all([
    recommendedCards(db, digest),
    neighboursOf(db, period),
    topicNames(db),
  ]);
  return (
    <ListLayout
      siteName={env.SITE_NAME}
      dateline={period.title}
      byline={words.digest.byline}
      left={
        <>
          <ListTabs current={null} day={period.key} />
          <Neighbours
            previous={digestLink(neighbours.previous)}
            next={digestLink(neighbours.next)}
          />
        </>
      }
    >
      <h1 className="sr-only">{words.digest.title(period.title)}</h1>
      {!own && <Banner />}
      {articles.length === 0 ? (
        <NoDigest period={period} />
      ) : (
        <>
          <p className="mt-3 text-second">{whoseDigest(own !== null, link !== undefined)}</p>
          <Articles articles={articles} topicNames={names} />
        </>
      )}
    </ListLayout>
  );
}

function dayOfAddress(date: string): Period {
  const period = parsePeriod('day', date);
  if (!period || period.key > dayIn(EARLIEST_ZONE, systemClock())) notFound();
  return period;
}

function whoseDigest(isOwn: boolean, hasLink: boolean): string {
  const { yours, general, oldLink } = words.digest;
  if (isOwn) return yours;
  return hasLink ? `${oldLink} ${general}` : general;
}

function digestLink(key: string | null) {
  const found = key === null ? null : parsePeriod('day', key);
  return (
    found && { href: digestPath(found.key), title: shortTitle(found, today()), long: found.title }
  );
}

function Articles({
  articles,
  topicNames: names,
}: {
  articles: Recommended[];
  topicNames: Map<string, string>;
}) {
  return (
    <ol className="papers has-lead">
      {articles.map(({ paper, reason }, index) => (
        <li key={paper.id}>
          <PaperArticle paper={paper} rank={index + 1} topicNames={names} reason={reason} />
        </li>
      ))}
    </ol>
  );
}

function NoDigest({ period }: { period: Period }) {
  return (
    <section className="py-8">
      <h2 className="text-26">{words.digest.none(period.title)}</h2>
      <p className="prose-serif mt-4">{words.digest.noneHelp}</p>
    </section>
  );
}
