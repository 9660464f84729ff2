/** The sections of the curators' desk, with the size of each queue. */
import { words } from '@/lib/words';
import { deskPath } from '@/lib/site/paths';

type Waiting = Partial<Record<string, number>>;

export function DeskNav({ waiting }: { waiting: Waiting }) {
  return (
    <nav aria-label={words.desk.title} className="no-print border-b border-hairline">
      <ul className="flex flex-wrap gap-x-5">
        {Object.entries(words.desk.sections).map(([path, name]) => (
          <li key={path}>
            <a
              href={deskPath(path)}
              className="inline-flex min-h-11 items-center gap-1 hover:text-accent"
            >
              {name}
              {Boolean(waiting[path]) && (
                <span className="text-accent tabular-nums">
                  {waiting[path]}
                  <span className="sr-only"> {words.desk.waiting}</span>
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
