/** Navigation of an edition: its neighbours, and the other lists. */
import type { ReactNode } from 'react';
import { periodOf, type Day, type PeriodKind } from '@/lib/calendar';
import { PATHS, periodPath } from '@/lib/site/paths';
import { words } from '@/lib/words';

type Neighbour = { href: string; title: string; long: string } | null;

/** Previous and next, which skip empty editions; plain text without one. */
export function Neighbours({ previous, next }: { previous: Neighbour; next: Neighbour }) {
  return (
    <nav
      aria-label={words.feed.editions}
      className="flex w-full justify-between gap-x-6 max-wide:order-last max-wide:border-t max-wide:border-hairline wide:block"
    >
      <NeighbourLink rel="prev" to={previous} none={words.feed.noEarlier} />
      <NeighbourLink rel="next" to={next} none={words.feed.noLater} />
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
        <span className="sr-only">{rel === 'prev' ? words.feed.previous : words.feed.next} </span>
        {to.title}
      </span>
      {rel === 'next' && <span aria-hidden="true">→</span>}
    </a>
  );
}

export type ListKind = PeriodKind | 'trending' | 'for-you';

/** Day, week, month and trending, around the same day; and the reader's own list. */
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
    <nav aria-label={words.feed.lists}>
      <ul className="flex flex-wrap gap-x-5 wide:block">
        {tab('day', words.feed.dayTab)}
        {tab('week', words.feed.weekTab)}
        {tab('month', words.feed.monthTab)}
        {tab('trending', words.feed.trendingTab)}
        {tab('for-you', words.feed.forYou)}
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
 * In the margin on a wide screen, below the papers on a phone, so that the first paper comes first.
 * A date field and a button: works without JavaScript, and every system has its own calendar.
 */
export function DatePicker({ id, day, latest }: DatePickerProps) {
  return (
    <form
      action={PATHS.goToDay}
      aria-label={words.feed.calendar}
      className="no-print flex flex-wrap items-center gap-x-2"
    >
      <label htmlFor={id} className="w-full text-second">
        {words.feed.goToDay}
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
        {words.feed.go}
      </button>
    </form>
  );
}
