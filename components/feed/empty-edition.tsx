/** Explains a day, week or month without papers, and links the nearest with some. */
import type { Period } from '@/lib/calendar';
import { words } from '@/lib/words';
import { emptyReason } from '@/lib/editions/rules';

type Props = {
  period: Period;
  isToday: boolean;
  previous: { href: string; long: string } | null;
};

export function EmptyEdition({ period, isToday, previous }: Props) {
  return (
    <section className="py-8">
      <h2 className="text-26">{words.feed.noPapers[period.kind](period.title)}</h2>
      <p className="prose-serif mt-4">{emptyReason(period, isToday)}</p>
      {previous && (
        <p className="mt-4">
          <a href={previous.href} className="link">
            {words.feed.readEdition(previous.long)}
          </a>
        </p>
      )}
    </section>
  );
}
