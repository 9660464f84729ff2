/** Names the failed parts of a source, and schedules their retries. Pure. */
import { backoffMs } from '@/lib/backoff';
import { words } from '@/lib/words';
import { parsePeriod, periodOf, type Day, type Period } from '@/lib/calendar';

const PAUSE = { firstMs: 15 * 60_000, factor: 4, maxMs: 24 * 3_600_000 };

/** Key of a day of a source's list, for its validators and its failures. */
export const dayQuestion = (source: string, day: Day) => `${source}:${day}`;
/** Key of a paper at a source. */
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
  /** Time of the last try, formatted. */
  since: string;
  /** Days and papers that the source fails to deliver; none while the source is unreachable. */
  days: Day[];
  papers: string[];
};

/** Failures that readers of a page see: of its own days, and on the front page of later ones. */
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

/** Failures that curators and operators see. */
export function troubleInWords({ source, since, days, papers }: UpstreamTrouble): string {
  return days.length + papers.length === 0
    ? words.feed.sourceDown(source, since)
    : words.sources.incomplete(source, days, papers, since);
}
