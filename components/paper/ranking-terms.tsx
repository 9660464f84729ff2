/** Explains a paper's rank: its trending score, term by term. */
import { instantInWords } from '@/lib/calendar';
import { words } from '@/lib/words';
import { Marked } from '@/components/ui/marked';
import type { WholePaper } from '@/lib/papers/queries';
import { explainScore, HALF_LIFE_HOURS, scoreAt, type Term } from '@/lib/ranking/trending';
import { NEW_FOR_DAYS, type DiscountReason } from '@/lib/votes/weight';
import { PATHS } from '@/lib/site/paths';

type Discounted = { reason: DiscountReason; votes: number };
type Props = {
  paper: WholePaper;
  /** Number of votes that count less, by reason. */
  discounts: readonly Discounted[];
  now: Date;
  countsUpstream: boolean;
};

const WINDOW = 'week';
const SHOWN_TERMS = 12;
const NUMBER = new Intl.NumberFormat('en', { maximumFractionDigits: 2, minimumFractionDigits: 2 });
const SMALLEST_SHOWN = 0.005;

export function RankingTerms({ paper, discounts, now, countsUpstream }: Props) {
  const counted = paper.signals.filter(({ kind }) => countsUpstream || kind !== 'upstream_votes');
  if (counted.length === 0) return null;
  const byWorth = explainScore(counted, WINDOW, now).terms.sort((a, b) => b.worth - a.worth);
  const first = byWorth.slice(0, SHOWN_TERMS);
  // The stored mass is the sum of every signal, including those omitted here.
  const score = scoreAt(paper.massWeek, WINDOW, now);
  const rest = score - first.reduce((sum, { worth }) => sum + worth, 0);
  return (
    <section aria-labelledby="ranking" className="mt-8">
      <h2 id="ranking" className="text-22">
        {words.ranking.why}
      </h2>
      <p className="mt-2 text-second">
        <Marked
          text={words.ranking.intro(instantInWords(now), HALF_LIFE_HOURS[WINDOW] / 24)}
          about={PATHS.ranking}
        />
      </p>
      {discounts.length > 0 && <Discounts paper={paper} discounts={discounts} />}
      <div
        className="mt-3 overflow-x-auto"
        tabIndex={0}
        role="region"
        aria-label={words.ranking.terms}
      >
        <table className="w-full text-left text-15 tabular-nums [&_td]:py-1 [&_td]:pr-4 [&_td]:align-top [&_th]:py-1 [&_th]:pr-4 [&_th]:font-normal">
          <thead className="text-second">
            <tr className="border-b border-hairline">
              <th scope="col">{words.ranking.event}</th>
              <th scope="col" className="text-right">
                {words.ranking.weight}
              </th>
              <th scope="col" className="text-right">
                {words.ranking.left}
              </th>
              <th scope="col" className="text-right">
                {words.ranking.worth}
              </th>
            </tr>
          </thead>
          <tbody>
            {first.map((term, index) => (
              <TermRow key={index} term={term} />
            ))}
            {byWorth.length > first.length && (
              <tr>
                <td colSpan={3}>{words.ranking.smaller}</td>
                <td className="text-right">{shown(rest)}</td>
              </tr>
            )}
          </tbody>
          <tfoot>
            <tr className="border-t border-hairline font-semibold">
              <th scope="row" colSpan={3}>
                <span className="font-semibold">{words.ranking.score}</span>
              </th>
              <td className="text-right">{shown(score)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}

/** States how many votes count less, and why: "12 votes here, 9.5 count: 3 from …". */
function Discounts({ paper, discounts }: Pick<Props, 'paper' | 'discounts'>) {
  const counted = paper.countedUpvotes.toLocaleString('en', { maximumFractionDigits: 1 });
  const reasons = discounts
    .map(({ reason, votes }) => words.ranking.discounts[reason](votes, NEW_FOR_DAYS))
    .join(', ');
  return (
    <p className="mt-2 tabular-nums">
      <Marked
        text={words.ranking.discounted({ votes: paper.upvotes, counted, reasons })}
        why={`${PATHS.ranking}#votes`}
      />
    </p>
  );
}

function TermRow({ term }: { term: Term }) {
  return (
    <tr>
      <td>
        {words.ranking.signals[term.kind](term.amount)}
        <span className="block text-13 text-second">{instantInWords(term.at)}</span>
      </td>
      <td className="text-right">{shown(term.weight)}</td>
      <td className="text-right whitespace-nowrap">× {shown(term.remaining)}</td>
      <td className="text-right">{shown(term.worth)}</td>
    </tr>
  );
}

/** Rounds up, so that a small value doesn't show as zero. */
function shown(value: number): string {
  return value > 0 && value < SMALLEST_SHOWN ? '< 0.01' : NUMBER.format(value);
}
