/** Chooses the reason beside a recommended paper. */
import { addCalendarDays, toUtcDate, type Day } from '@/lib/calendar';
import { excerpt } from '@/lib/papers/maths/rich-text';
import { words } from '@/lib/words';
import type { Standing } from './standing';

/** A place this near the top is a better reason than a count of votes. */
const LEADING_PLACES = 3;
const DAYS_KNOWN_BY_NAME = 6;
/** Enough of a title to recognise it. */
const TITLE_CHARS = 90;

/** `like “Weighing Fog”` */
export function similarReason(title: string): string {
  return words.reasons.similar(excerpt(title, TITLE_CHARS));
}

/** For a paper without a match: `3rd in Tuesday’s edition`, `trending: 54 votes`. */
export function generalReason({ candidate, isTrending }: Standing, today: Day): string {
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
