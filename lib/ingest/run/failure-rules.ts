/** Names what a source fails to deliver, and decides when it is requested again: pure. */
import { backoffMs } from '@/lib/backoff';
import { words } from '@/lib/words';
import { parsePeriod, periodOf, type Day, type Period } from '@/lib/calendar';

const PAUSE = { firstMs: 15 * 60_000, factor: 4, maxMs: 24 * 3_600_000 };

/** The key of a day of a source's list, for its validators and its failures. */
export const dayQuestion = (source: string, day: Day) => `${source}:${day}`;
/** The key of a paper at a source. */
export const paperQuestion = (source: string, id: string) => `${source}:${id}`;

type Failed = { source: string; question: string };

export function dayOfFailure(failure: Failed): Day | null {
  return parsePeriod('day', subjectOf(failure))?.key ?? null;
}

export function paperOfFailure(failure: Failed): string | null {
  return dayOfFailure(failure) ? null : subjectOf(failure);
}

function subjectOf({ source, question }: Failed): string {
  return question.slice(source.length + 1);
}

/** 15 minutes after the first failure, then 1, 4 and 16 hours, then a day. */
export function retryAt(tries: number, failedAt: Date): Date {
  return new Date(failedAt.getTime() + backoffMs(tries, PAUSE));
}

export type UpstreamTrouble = {
  source: string;
  /** When it was last tried, in words. */
  since: string;
  /** Days and papers that the source fails to deliver; none where it can't be reached at all. */
  days: Day[];
  papers: string[];
};

/** What readers of a page need to know: trouble with its own days, and on the front page with later ones. */
export function troubleOfPeriod(
  trouble: UpstreamTrouble | null,
  period: Period,
  isFront: boolean,
): UpstreamTrouble | null {
  if (!trouble || (trouble.days.length === 0 && trouble.papers.length === 0)) return trouble;
  const days = trouble.days.filter(
    (day) => periodOf(period.kind, day).key === period.key || (isFront && day > period.firstDay),
  );
  return days.length > 0 ? { ...trouble, days } : null;
}

/** What curators and operators read about a source. */
export function troubleInWords({ source, since, days, papers }: UpstreamTrouble): string {
  return days.length + papers.length === 0
    ? words.feed.sourceDown(source, since)
    : words.sources.incomplete(source, days, papers, since);
}
