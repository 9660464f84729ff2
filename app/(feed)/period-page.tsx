/** A day, week or month as a page: the same frame, order and neighbours, whatever its length. */
import { notFound } from 'next/navigation';
import { words } from '@/lib/words';
import { Banner } from '@/components/feed/banner';
import { Contents, ContentsButton } from '@/components/feed/contents';
import { EmptyEdition } from '@/components/feed/empty-edition';
import { ListLayout } from '@/components/feed/list-layout';
import { Pager } from '@/components/feed/pager';
import { PaperList } from '@/components/feed/paper-list';
import { DatePicker, ListTabs, Neighbours } from '@/components/feed/period-nav';
import { UpstreamNotice } from '@/components/feed/upstream-notice';
import { database } from '@/lib/db/client';
import { parsePeriod, periodOf, shortTitle, type Period, type PeriodKind } from '@/lib/calendar';
import { countPhrase, editionByline, PAGE_SIZE, SAMPLE_DAY } from '@/lib/editions/rules';
import { findLatestDay, neighboursOf, papersOfPeriod } from '@/lib/editions/queries';
import { env } from '@/lib/env';
import { troubleOfPeriod } from '@/lib/ingest/run/failure-rules';
import { findUpstreamTrouble } from '@/lib/ingest/queries';
import { topicNames } from '@/lib/papers/queries';
import { periodPath } from '@/lib/site/paths';
import { today } from '../site';

type Props = { period: Period; page: number; isFront?: boolean };

/** The period of an address; 404 for an invalid or future one. */
export function periodFromAddress(kind: PeriodKind, key: string): Period {
  const period = parsePeriod(kind, key);
  if (!period || period.firstDay > today()) notFound();
  return period;
}

export async function PeriodPage({ period, page, isFront = false }: Props) {
  const db = database();
  const [edition, neighbours, latest, names, trouble] = await Promise.all([
    papersOfPeriod(db, period, page),
    neighboursOf(db, period),
    findLatestDay(db),
    topicNames(db),
    findUpstreamTrouble(db),
  ]);
  if (page > 0 && edition.papers.length === 0) notFound();
  const { papers } = edition;
  const firstRank = page * PAGE_SIZE[period.kind] + 1;
  const neighbour = (key: string | null) => {
    const found = key === null ? null : parsePeriod(period.kind, key);
    return (
      found && { href: periodPath(found), title: shortTitle(found, today()), long: found.title }
    );
  };
  const around = { previous: neighbour(neighbours.previous), next: neighbour(neighbours.next) };
  const day = period.kind === 'day' ? period.firstDay : null;
  const isSample = day === SAMPLE_DAY && papers[0]?.abstractSource === 'sample';
  return (
    <ListLayout
      siteName={env.SITE_NAME}
      dateline={period.title}
      byline={papers.length > 0 ? editionByline(papers) : undefined}
      isFront={isFront}
      left={
        <>
          <ListTabs current={period.kind} day={period.firstDay} />
          <Neighbours {...around} />
          <div className="max-wide:hidden">
            <DatePicker id="date" day={day} latest={latest} />
          </div>
        </>
      }
      right={papers.length > 0 && <Contents papers={papers} firstRank={firstRank} />}
    >
      {!isFront && <h1 className="sr-only">{words.feed.papersOf(period.title)}</h1>}
      <Banner />
      <UpstreamNotice trouble={troubleOfPeriod(trouble, period, isFront)} />
      {papers.length === 0 ? (
        <EmptyEdition period={period} isToday={day === today()} previous={around.previous} />
      ) : (
        <>
          <p className="mt-3 flex flex-wrap items-center gap-x-4 text-second tabular-nums">
            {countPhrase(edition.total)}
            <ContentsButton count={papers.length} />
          </p>
          {isSample && <p className="text-second">{words.feed.sampleEdition}</p>}
          <PaperList
            papers={papers}
            firstRank={firstRank}
            topicNames={names}
            hasLead={page === 0}
          />
          <Pager
            path={periodPath(period)}
            page={page}
            hasNext={edition.hasNext}
            isCut={edition.isCut}
          />
        </>
      )}
      <div className="mt-6 wide:hidden">
        <DatePicker id="date-below" day={day} latest={latest} />
      </div>
    </ListLayout>
  );
}

/** The page of a site without any edition. */
export function dayOrToday(latest: string | null): Period {
  return periodOf('day', latest ?? today());
}
