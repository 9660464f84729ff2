/** Writes the explanation of the ranking as Markdown, with the numbers that the code uses. */
import {
  HALF_LIFE_HOURS,
  SIGNAL_WEIGHT,
  TRENDING_WINDOWS,
  type SignalKind,
} from '@/lib/ranking/trending';
import { words } from '@/lib/words';

export function rankingMarkdown(countsUpstream: boolean): string {
  const text = words.markdown.ranking;
  const kinds = Object.keys(SIGNAL_WEIGHT) as SignalKind[];
  const weights = kinds.map((kind) => `| ${text.signals[kind]} | ${SIGNAL_WEIGHT[kind]} |`);
  const halfLives = TRENDING_WINDOWS.map(
    (window) => `| ${words.feed.periods[window]} | ${HALF_LIFE_HOURS[window]} |`,
  );
  return [
    `# ${text.title}`,
    text.order,
    countsUpstream ? text.allVotes : text.ownVotes,
    text.trending,
    '`score(t) = Σ wᵢ · 2^(−(t − tᵢ)/h)`',
    [`| ${text.signal} | ${text.weight} |`, '| --- | --- |', ...weights].join('\n'),
    [`| ${text.window} | ${text.halfLife} |`, '| --- | --- |', ...halfLives].join('\n'),
  ].join('\n\n');
}
