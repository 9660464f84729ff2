/** The ranking, in the open: every number on this page is read from the code that ranks. */
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
  TRENDING_WINDOWS,
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
import { PATHS } from '@/lib/site/paths';

export const metadata: Metadata = {
  title: 'How it ranks',
  alternates: { canonical: PATHS.ranking },
};

const MEANING: Record<SignalKind, string> = {
  listing: 'the paper is put on a day’s edition',
  vote: 'a reader’s vote here, times the vote’s own weight, which is at most 1',
  upstream_votes: 'a vote gained on Hugging Face since we last looked',
  comment: 'each person who comments, once',
  code_stars: `stars that its code gained: this much times log₂(1 + stars), of which at most ${CODE_STARS_CAP} count`,
};

const FORMULA = String.raw`\[ \text{score}(t) = \sum_i w_i \cdot 2^{-(t - t_i)/h} \]`;
const STORED = String.raw`\[ m = \log_2 \sum_i w_i \cdot 2^{(t_i - t_0)/h} \]`;

export default function RankingPage() {
  return (
    <PlainPage siteName={env.SITE_NAME} title="How it ranks">
      <p>
        Nothing here is secret, bought or personal: everybody sees the same order. Each paper’s page
        shows its own sum, term by term.
      </p>
      <h2>A day’s edition</h2>
      <p>
        Papers that a curator picked come first, in the curator’s order. Then those with more votes;
        of equal ones, the one listed earlier; of equally early ones, the one with the smaller id. A
        week and a month are in the order of votes, each paper once.
      </p>
      <p>
        {env.COUNT_UPSTREAM_VOTES
          ? 'Votes are those of our readers plus, for a paper that came from Hugging Face, that site’s count. Both are shown apart.'
          : 'Votes are those of our readers alone; another site’s count is shown but not counted.'}
      </p>
      <VoteWeight />
      <h2>Trending</h2>
      <p>
        Whatever happens to a paper adds to its score, and is worth half as much after each
        half-life <RichText text="$h$" inline />:
      </p>
      <RichText text={FORMULA} />
      <table className="w-full text-left font-sans text-15 [&_td]:py-1 [&_td]:pr-4 [&_td]:align-top [&_th]:py-1 [&_th]:pr-4">
        <caption className="sr-only">What each signal weighs</caption>
        <thead>
          <tr className="border-b border-hairline">
            <th scope="col">Weight</th>
            <th scope="col">What happened</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(MEANING).map(([kind, meaning]) => (
            <tr key={kind}>
              <td className="tabular-nums">{SIGNAL_WEIGHT[kind as SignalKind]}</td>
              <td>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        The half-lives are{' '}
        {TRENDING_WINDOWS.map(
          (window) => `${inWords(HALF_LIFE_HOURS[window])} for a ${window}`,
        ).join(', ')}
        . A gain elsewhere is dated when we read it, but at most a day after we last looked.
      </p>
      <h2>Why nothing has to be recomputed</h2>
      <p>
        Every score shrinks at the same pace, so time alone never changes the order of two papers.
        We therefore keep one number a paper and half-life, measured from{' '}
        {shortDay(fromUtcDate(EPOCH))} (<RichText text="$t_0$" inline />
        ), which changes only when something happens:
      </p>
      <RichText text={STORED} />
      <p>
        This is forward decay, after Cormode, Shkapenyuk, Srivastava and Xu (ICDE 2009). The events
        themselves are kept too, so any past order can be computed again.
      </p>
      <p>Equal scores fall back to votes, then to the id.</p>
    </PlainPage>
  );
}

/** Why a vote may count for less than one, from the constants that weigh it. */
function VoteWeight() {
  return (
    <>
      <h2 id="votes">What a vote counts</h2>
      <p>
        A reader’s vote counts one, and everybody has one a paper. It counts less where it looks
        bought for the occasion:
      </p>
      <ul className="list-disc space-y-2 pl-6">
        <li>
          <b>Unproven accounts.</b> An account is proven once it is {NEW_FOR_DAYS} days old and{' '}
          {CONFIRMED_VOTES} of its votes are confirmed. A vote is confirmed after{' '}
          {CONFIRMED_AFTER_DAYS === 1 ? 'a day' : `${CONFIRMED_AFTER_DAYS} days`} if the other votes
          for its paper count {CONFIRMED_BY} or more, unless it was discounted for its network, its
          mailbox or lockstep. On a paper, as many unproven accounts count in full as proven ones
          voted for it before, and {UNBACKED} more. The <RichText text="$k$" inline />
          -th without a proven one counts <RichText text={`$(${UNBACKED}/k)^2$`} inline />, and{' '}
          {NEW_SHARE * 100} % of that if it is younger than {NEW_FOR_DAYS} days, so unproven
          accounts by themselves never come to more than {MOST_UNBACKED.toFixed(1)} votes, however
          many they are. Curators are proven, and so is everybody whom a curator trusts.
        </li>
        <li>
          <b>One mailbox.</b> Addresses that differ by a tag (<code>name+tag@</code>), or at Gmail
          by dots, are one mailbox. Accounts of one mailbox have one vote for a paper. Where{' '}
          {MAILBOX_RING} or more of them vote for it, none counts.
        </li>
        <li>
          <b>One network.</b> The first {NETWORK_IN_FULL} votes of a network (an IPv4 address or an
          IPv6 /64) for a paper count in full, the <RichText text="$n$" inline />
          -th after them <RichText text={`$${NETWORK_IN_FULL}/n$`} inline />. {RING} or more
          accounts younger than {NEW_FOR_DAYS} days of one network on a paper are taken for a ring,
          and none of them counts. An IPv6 /48 has the same rules with {BLOCK_IN_FULL} votes and{' '}
          {BLOCK_RING} accounts.
        </li>
        <li>
          <b>Lockstep.</b> {LOCKSTEP_SIZE} or more accounts that in the last {LOCKSTEP_DAYS} days
          voted for the same papers within {TOGETHER_MINUTES} minutes, {TOGETHER_PAPERS} times or
          more and for at least {TOGETHER_SHARE * 100} % of what they voted for, count as one voter
          on each of those papers.
        </li>
      </ul>
      <p>
        What holds at once is multiplied. Every discount is kept with its reason, the paper’s page
        says how many there are, and a curator can undo each. A weight is set when the vote is cast;
        only rings and lockstep are found later.
      </p>
    </>
  );
}

function inWords(hours: number): string {
  return hours < 48 ? `${hours} hours` : `${hours / 24} days`;
}
