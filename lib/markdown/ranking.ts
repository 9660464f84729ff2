/** How papers are ranked, as Markdown: the numbers are the code's own. */
import { HALF_LIFE_HOURS, SIGNAL_WEIGHT, TRENDING_WINDOWS } from '@/lib/ranking/trending';

export function rankingMarkdown(countsUpstream: boolean): string {
  const weights = Object.entries(SIGNAL_WEIGHT).map(([kind, weight]) => `| ${kind} | ${weight} |`);
  const halfLives = TRENDING_WINDOWS.map((window) => `| ${window} | ${HALF_LIFE_HOURS[window]} |`);
  return [
    '# How it ranks',
    'Everybody sees the same order. A day’s edition: papers that a curator picked, in the curator’s order; then by votes; of equal ones the one listed earlier; then the smaller id. A week and a month: by votes, each paper once.',
    countsUpstream
      ? 'Votes are those of readers here plus, for a paper from Hugging Face, that site’s count.'
      : 'Votes are those of readers here alone.',
    'Trending: whatever happens to a paper adds its weight, which halves with each half-life:',
    'score(t) = Σ wᵢ · 2^(−(t − tᵢ)/h)',
    ['| signal | weight |', '| --- | --- |', ...weights].join('\n'),
    ['| window | half-life in hours |', '| --- | --- |', ...halfLives].join('\n'),
  ].join('\n\n');
}
