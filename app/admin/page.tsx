/** The day's edition: its picks, and their order. */
import { today } from '@/app/site';
import { EditionOrder } from '@/components/desk/edition-order';
import { DeskHead } from '@/components/desk/parts';
import { FormResult } from '@/components/ui/form-result';
import { orderVersion } from '@/lib/curation/picks';
import { deskEdition } from '@/lib/curation/queries';
import { database } from '@/lib/db/client';
import { dayInWords, parsePeriod, periodOf } from '@/lib/calendar';
import { findLatestDay } from '@/lib/editions/queries';
import { type SearchParams, sentenceFor, single } from '@/lib/site/params';
import { words } from '@/lib/words';
import { PATHS, periodPath } from '@/lib/site/paths';
import { curator } from './curator';
import { notFound } from 'next/navigation';

export default async function DayPage({ searchParams }: { searchParams: SearchParams }) {
  await curator();
  const query = await searchParams;
  const day = single(query.day) ?? today();
  if (!parsePeriod('day', day)) notFound();
  const db = database();
  const { done, problem } = words.outcomes.desk;
  const [papers, latest] = await Promise.all([deskEdition(db, day), findLatestDay(db)]);
  const picks = papers.filter(({ pickRank }) => pickRank !== null).map(({ paperId }) => paperId);
  return (
    <>
      <DeskHead title={dayInWords(day)}>
        <p>
          <a href={periodPath(periodOf('day', day))}>{words.desk.edition.view}</a>
          {latest && latest !== day && (
            <>
              {' · '}
              <a href={`${PATHS.desk}?day=${latest}`}>
                {words.paper.editionOf(dayInWords(latest))}
              </a>
            </>
          )}
        </p>
      </DeskHead>
      <FormResult
        done={sentenceFor(done, query.done)}
        problem={sentenceFor(problem, query.problem)}
      />
      {papers.length > 0 ? (
        <EditionOrder
          day={day}
          papers={papers}
          seen={orderVersion(picks)}
          moved={single(query.moved) ?? ''}
        />
      ) : (
        <p className="prose-serif">{words.desk.edition.empty}</p>
      )}
    </>
  );
}
