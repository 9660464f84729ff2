/** Measures a page's response time without other load. */
import { median, rounded } from '../bench';
import { fetchPage } from '../page';

/** Warm-up requests until both servers' code is compiled. */
const WARM_UPS = 60;
const REQUESTS = 60;

/** Response time of `url` over `baseline`, requested in turn; both must return the same page. */
export async function compareTimes(url: string, baseline: string) {
  const pages = [await fetchPage(url, 'identity'), await fetchPage(baseline, 'identity')] as const;
  if (!pages[0].body.equals(pages[1].body)) throw new Error('The two pages differ.');
  for (let warmUp = 0; warmUp < WARM_UPS; warmUp += 1) {
    await timeOf(url);
    await timeOf(baseline);
  }
  const times: { ms: number; baseMs: number }[] = [];
  for (let request = 0; request < REQUESTS; request += 1) {
    times.push({ ms: await timeOf(url), baseMs: await timeOf(baseline) });
  }
  const ms = median(times.map((time) => time.ms));
  const baselineMs = median(times.map((time) => time.baseMs));
  return {
    ratio: ms / baselineMs,
    details: { ms: rounded(ms), baselineMs: rounded(baselineMs) },
  };
}

async function timeOf(url: string): Promise<number> {
  const startedAt = performance.now();
  await fetchPage(url, 'identity');
  return performance.now() - startedAt;
}
