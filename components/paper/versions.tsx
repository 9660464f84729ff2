/** Lists a paper's versions at its repository with their links, and the dates that are known. */
import { fromUtcDate, shortDay } from '@/lib/calendar';
import { words } from '@/lib/words';
import { repositoryOf } from '@/lib/sources/table';
import { Outside } from './facts';

type Props = {
  id: string;
  source: string;
  version: number | null;
  publishedOn: string;
  updatedAt: Date | null;
};

export function Versions({ id, source, version, publishedOn, updatedAt }: Props) {
  const repository = repositoryOf({ id, source });
  if (!repository || version === null) return null;
  const dateOf = (number: number) => {
    if (number === 1) return shortDay(publishedOn);
    return number === version && updatedAt ? shortDay(fromUtcDate(updatedAt)) : null;
  };
  return (
    <section aria-labelledby="versions" className="mt-8">
      <h2 id="versions" className="text-22">
        {words.paper.versions}
      </h2>
      <ul className="mt-2 flex flex-wrap gap-x-6 gap-y-1 tabular-nums">
        {Array.from({ length: version }, (_, index) => index + 1).map((number) => (
          <li key={number}>
            <Outside href={repository.links(id, number).landing}>
              {words.paper.version(number)}
            </Outside>
            {dateOf(number) && <span className="text-second"> {dateOf(number)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
