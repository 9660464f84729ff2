/** Explains the ranking, with the numbers of the code that ranks. */
import type { Metadata } from 'next';
import { RichText } from '@/components/paper/rich-text';
import { PlainPage } from '@/components/ui/plain-page';
import { fromUtcDate, shortDay } from '@/lib/calendar';
import { env } from '@/lib/env';
import {
  CODE_STARS_CAP,
  EPOCH,
  HALF_LIFE_HOURS,
  SIGNAL_WEIGHT,
  type SignalKind,
} from '@/lib/ranking/trending';
import {
  LOCKSTEP_DAYS,
  LOCKSTEP_SIZE,
  TOGETHER_MINUTES,
  TOGETHER_PAPERS,
  TOGETHER_SHARE,
} from '@/lib/votes/lockstep';
import {
  BLOCK_IN_FULL,
  BLOCK_RING,
  CONFIRMED_AFTER_DAYS,
  CONFIRMED_BY,
  CONFIRMED_VOTES,
  MAILBOX_RING,
  MOST_UNBACKED,
  NETWORK_IN_FULL,
  NEW_FOR_DAYS,
  NEW_SHARE,
  RING,
  UNBACKED,
} from '@/lib/votes/weight';
import { Marked } from '@/components/ui/marked';
import { words } from '@/lib/words';
import { PATHS } from '@/lib/site/paths';

const { rules } = words;
const { title, order, allVotes, ownVotes } = words.markdown.ranking;

export const metadata: Metadata = { title, alternates: { canonical: PATHS.ranking } };

const FORMULA = String.raw`\[ \text{score}(t) = \sum_i w_i \cdot 2^{-(t - t_i)/h} \]`;
const STORED = String.raw`\[ m = \log_2 \sum_i w_i \cdot 2^{(t_i - t_0)/h} \]`;

const maths = (formula: string) => <RichText text={formula} inline />;

export default function RankingPage() {
  return (
    <PlainPage siteName={env.SITE_NAME} title={title}>
      <p>{rules.intro}</p>
      <h2>{rules.edition}</h2>
      <p>{order}</p>
      <p>{env.COUNT_UPSTREAM_VOTES ? allVotes : ownVotes}</p>
      <VoteWeight />
      <h2>{rules.trending}</h2>
      <p>
        <Marked text={rules.trendingHelp} maths={maths} />
      </p>
      <RichText text={FORMULA} />
      <Weights />
      <p>{rules.halfLives(HALF_LIFE_HOURS)}</p>
      <h2>{rules.stored}</h2>
      <p>
        <Marked text={rules.storedHelp(shortDay(fromUtcDate(EPOCH)))} maths={maths} />
      </p>
      <RichText text={STORED} />
      <p>{rules.storedSource}</p>
      <p>{rules.ties}</p>
    </PlainPage>
  );
}

function Weights() {
  return (
    <table className="w-full text-left font-sans text-15 [&_td]:py-1 [&_td]:pr-4 [&_td]:align-top [&_th]:py-1 [&_th]:pr-4">
      <caption className="sr-only">{rules.weights}</caption>
      <thead>
        <tr className="border-b border-hairline">
          <th scope="col">{words.ranking.weight}</th>
          <th scope="col">{words.ranking.event}</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(rules.events(CODE_STARS_CAP)).map(([kind, event]) => (
          <tr key={kind}>
            <td className="tabular-nums">{SIGNAL_WEIGHT[kind as SignalKind]}</td>
            <td>{event}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Lists why a vote may count less than one, from the constants that weigh it. */
function VoteWeight() {
  const discounts = [
    rules.unproven({
      days: NEW_FOR_DAYS,
      votes: CONFIRMED_VOTES,
      confirmedAfter: CONFIRMED_AFTER_DAYS,
      confirmedBy: CONFIRMED_BY,
      unbacked: UNBACKED,
      newShare: NEW_SHARE,
      most: MOST_UNBACKED.toFixed(1),
    }),
    rules.mailbox(MAILBOX_RING),
    rules.network({
      full: NETWORK_IN_FULL,
      ring: RING,
      days: NEW_FOR_DAYS,
      blockFull: BLOCK_IN_FULL,
      blockRing: BLOCK_RING,
    }),
    rules.lockstep({
      size: LOCKSTEP_SIZE,
      days: LOCKSTEP_DAYS,
      minutes: TOGETHER_MINUTES,
      papers: TOGETHER_PAPERS,
      share: TOGETHER_SHARE,
    }),
  ];
  return (
    <>
      <h2 id="votes">{rules.votes}</h2>
      <p>{rules.votesHelp}</p>
      <ul className="list-disc space-y-2 pl-6">
        {discounts.map((discount) => (
          <li key={discount}>
            <Marked
              text={discount}
              bold={(label) => <b>{label}</b>}
              code={(label) => <code>{label}</code>}
              maths={maths}
            />
          </li>
        ))}
      </ul>
      <p>{rules.discounts}</p>
    </>
  );
}
