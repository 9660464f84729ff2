/** Where this edition stands in time: its neighbours, and the other lists. */
import type { ReactNode } from 'react';
import { periodOf, type Day, type PeriodKind } from '@/lib/calendar';
import { PATHS, periodPath } from '@/lib/site/paths';

type Neighbour = { href: string; title: string; long: string } | null;

/** Previous and next, which skip what is empty; a plain word where there is none. */
export function Neighbours({ previous, next }: { previous: Neighbour; next: Neighbour }) {
  return (
    <nav
      aria-label="Editions"
      className="flex w-full justify-between gap-x-6 max-wide:order-last max-wide:border-t max-wide:border-hairline wide:block"
    >
      <NeighbourLink rel="prev" to={previous} none="No earlier edition" />
      <NeighbourLink rel="next" to={next} none="No later edition" />
    </nav>
  );
}

function NeighbourLink(props: { rel: 'prev' | 'next'; to: Neighbour; none: string }) {
  const { rel, to, none } = props;
  if (!to) return <p className="flex min-h-11 items-center text-second">{none}</p>;
  return (
    <a
      href={to.href}
      rel={rel}
      title={to.long}
      className="flex min-h-11 items-center gap-2 hover:text-accent"
    >
      {rel === 'prev' && <span aria-hidden="true">←</span>}
      <span>
        <span className="sr-only">{rel === 'prev' ? 'Previous: ' : 'Next: '}</span>
        {to.title}
      </span>
      {rel === 'next' && <span aria-hidden="true">→</span>}
    </a>
  );
}

export type ListKind = PeriodKind | 'trending' | 'for-you';

/** Day, week, month and trending, around the same day; and what is one reader's own. */
export function ListTabs({ current, day }: { current: ListKind | null; day: Day | null }) {
  const tab = (kind: ListKind, label: string): ReactNode => {
    const href = hrefOf(kind, day);
    return (
      <li>
        <a
          href={href}
          aria-current={kind === current ? 'page' : undefined}
          className="flex min-h-11 items-center hover:text-accent aria-[current=page]:text-accent aria-[current=page]:underline"
        >
          {label}
        </a>
      </li>
    );
  };
  return (
    <nav aria-label="Lists">
      <ul className="flex flex-wrap gap-x-5 wide:block">
        {tab('day', 'Day')}
        {tab('week', 'Week')}
        {tab('month', 'Month')}
        {tab('trending', 'Trending')}
        {tab('for-you', 'For you')}
      </ul>
    </nav>
  );
}

function hrefOf(kind: ListKind, day: Day | null): string {
  if (kind === 'trending') return PATHS.trending;
  if (kind === 'for-you') return PATHS.forYou;
  return day === null ? PATHS.latest : periodPath(periodOf(kind, day));
}

type DatePickerProps = { id: string; day: Day | null; latest: Day | null };

/**
 * In the margin on a wide screen, below the papers on a phone, where the first of them must not
 * wait for it. A date field and a button: works without JavaScript, and every system brings its own
 * calendar.
 */
export function DatePicker({ id, day, latest }: DatePickerProps) {
  return (
    <form
      action={PATHS.goToDay}
      aria-label="Calendar"
      className="no-print flex flex-wrap items-center gap-x-2"
    >
      <label htmlFor={id} className="w-full text-second">
        Go to a day
      </label>
      <input
        id={id}
        type="date"
        name="date"
        required
        defaultValue={day ?? undefined}
        max={latest ?? undefined}
        className="h-11 w-32 border-b border-hairline bg-transparent text-15 tabular-nums"
      />
      <button type="submit" className="h-11 text-15 text-accent hover:underline">
        Go
      </button>
    </form>
  );
}
