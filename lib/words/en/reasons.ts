/** Reasons why a paper is in a digest or in For you. */
import { ordinal } from './count';
import { dates } from './dates';

export const reasons = {
  follow: (name: string) => `you follow ${name}`,
  similar: (title: string) => `like “${title}”`,
  search: (query: string) => `matches your saved search “${query}”`,
  trending: (votes: string) => `trending: ${votes}`,
  inEdition: (edition: string) => `in ${edition}`,
  placed: (place: number, edition: string) => `${ordinal(place)} in ${edition}`,
  today: 'today’s edition',
  ofWeekday: (day: Date) => `${dates.weekday(day)}’s edition`,
  ofDay: (day: Date) => `the edition of ${dates.dayAndMonth(day)}`,
};
