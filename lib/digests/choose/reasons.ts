/** Chooses the strongest reason why a paper is in a digest. */
import { addCalendarDays, toUtcDate, type Day } from '@/lib/calendar';
import type { PoolPaper } from './pool';
import { words } from '@/lib/words';

/** A place this near the top says more than a count of votes. */
const LEADING_PLACES = 3;
const DAYS_KNOWN_BY_NAME = 6;

/** `you follow speculative decoding` */
export function followReason(term: string): string {
  return words.reasons.follow(term);
}

/** `3rd in Tuesday’s edition`, `trending: 54 votes` */
export function generalReason({ candidate, isTrending }: PoolPaper, today: Day): string {
  const { editionRank, votes, listedOn } = candidate;
  const isLeading = editionRank !== null && editionRank <= LEADING_PLACES;
  if (isTrending && !isLeading) return words.reasons.trending(votesInWords(votes));
  const edition = editionOf(listedOn, today);
  return editionRank === null
    ? words.reasons.inEdition(edition)
    : words.reasons.placed(editionRank, edition);
}

export function votesInWords(votes: number): string {
  return votes === 0 ? words.mail.digest.noVotes : words.mail.digest.votes(votes);
}

function editionOf(listedOn: Day, today: Day): string {
  if (listedOn === today) return words.reasons.today;
  const isLastWeek = listedOn < today && listedOn >= addCalendarDays(today, -DAYS_KNOWN_BY_NAME);
  return isLastWeek
    ? words.reasons.ofWeekday(toUtcDate(listedOn))
    : words.reasons.ofDay(toUtcDate(listedOn));
}
