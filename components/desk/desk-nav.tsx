/** The parts of the curators' desk, with how much waits in each. */
import { deskPath } from '@/lib/site/paths';

export const SECTIONS = [
  ['', 'The day'],
  ['submissions', 'Submissions'],
  ['reports', 'Reports'],
  ['claims', 'Claims'],
  ['papers', 'Papers'],
  ['votes', 'Votes'],
  ['readers', 'Readers'],
  ['mail', 'Mail'],
  ['jobs', 'Jobs'],
  ['log', 'Log'],
] as const;

type Waiting = Partial<Record<string, number>>;

export function DeskNav({ waiting }: { waiting: Waiting }) {
  return (
    <nav aria-label="Desk" className="no-print border-b border-hairline">
      <ul className="flex flex-wrap gap-x-5">
        {SECTIONS.map(([path, name]) => (
          <li key={path}>
            <a
              href={deskPath(path)}
              className="inline-flex min-h-11 items-center gap-1 hover:text-accent"
            >
              {name}
              {Boolean(waiting[path]) && (
                <span className="text-accent tabular-nums">
                  {waiting[path]}
                  <span className="sr-only"> waiting</span>
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
