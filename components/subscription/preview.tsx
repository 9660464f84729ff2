/** Previews the next digest: its papers, their reasons, and its time. */
import { RichText } from '@/components/paper/rich-text';
import { words } from '@/lib/words';
import { dayInWords, type Day } from '@/lib/calendar';
import type { Choice } from '@/lib/recommend/types';
import { paperPath } from '@/lib/site/paths';

type Props = {
  day: Day;
  hour: number;
  timeZone: string;
  choices: readonly Choice[];
  /** A result above: that these choices aren't saved, or aren't valid. */
  note?: string;
};

export function DigestPreview({ day, hour, timeZone, choices, note }: Props) {
  return (
    <section id="preview" aria-labelledby="preview-title" className="scroll-mt-16">
      <h2 id="preview-title" className="text-22">
        {words.preferences.nextDigest}
      </h2>
      {/* Announced after each update; the list itself would be too long. */}
      <div role="status" className="mt-2 text-15 text-second">
        {note && <p>{note}</p>}
        <p>
          {words.preferences.nextAt(dayInWords(day), words.dates.hour(hour), timeZone)}{' '}
          {choices.length === 0
            ? words.preferences.nothingYet
            : words.preferences.papersYet(choices.length)}
        </p>
      </div>
      <ol className="mt-4 space-y-4">
        {choices.map(({ paper, reason }, index) => (
          <li key={paper.id} className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-2">
            <span aria-hidden="true" className="text-second tabular-nums">
              {index + 1}
            </span>
            <div className="min-w-0">
              <p className="font-serif text-18 leading-6 wrap-break-word">
                <a href={paperPath(paper.id)} dir="auto" className="hover:text-accent">
                  <RichText text={paper.title} inline />
                </a>
              </p>
              <p className="text-15 text-second first-letter:uppercase">{reason}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
