/** Why a paper is in a digest: the strongest thing that is true of it, in plain words. */
import { addCalendarDays, type Day } from '@/lib/calendar';
import { ordinal } from '@/lib/ordinal';
import { dayAndMonth, weekdayOf } from '../compose/day-words';
import type { PoolPaper } from './pool';
import { words } from '@/lib/words';

/** A place this near the top says more than a count of votes. */
const LEADING_PLACES = 3;
const DAYS_KNOWN_BY_NAME = 6;

/** `you follow speculative decoding` */
export function followReason(term: string): string {
  return words.reasons.follow(term);
}

/** `3rd on Tuesday’s edition`, `trending: 54 votes` */
export function generalReason({ candidate, isTrending }: PoolPaper, today: Day): string {
  const { editionRank, votes, listedOn } = candidate;
  const isLeading = editionRank !== null && editionRank <= LEADING_PLACES;
  if (isTrending && !isLeading) return `trending: ${votesInWords(votes)}`;
  const place = editionRank === null ? '' : `${ordinal(editionRank)} `;
  return `${place}on ${editionOf(listedOn, today)}`;
}

export function votesInWords(votes: number): string {
  if (votes === 0) return 'no votes yet';
  return votes === 1 ? '1 vote' : `${votes.toLocaleString('en')} votes`;
}

function editionOf(listedOn: Day, today: Day): string {
  if (listedOn === today) return 'today’s edition';
  const isLastWeek = listedOn < today && listedOn >= addCalendarDays(today, -DAYS_KNOWN_BY_NAME);
  return isLastWeek
    ? `${weekdayOf(listedOn)}’s edition`
    : `the edition of ${dayAndMonth(listedOn)}`;
}
