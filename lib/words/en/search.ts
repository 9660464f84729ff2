/** Search. */
export const search = {
  pastWeek: 'Past week',
  pastMonth: 'Past month',
  pastYear: 'Past year',
  pastFiveYears: 'Past five years',
};
