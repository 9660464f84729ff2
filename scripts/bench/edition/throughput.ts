/** Measures pages a second over a number of busy connections. */
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import { median, rounded } from '../bench';
import { fetchPage } from '../page';
import { PROXY_HEADERS } from '../production';

const CONNECTIONS = 20;
const RUN_MS = 3_000;
const ROUNDS = 5;
const HEAD_END = '\r\n\r\n';
const OK_WITH_LENGTH = /^HTTP\/1\.1 200 [^]*\r\ncontent-length: (\d+)\r\n/i;

type Rate = {
  perSecond: number;
  /** CPU share of the measuring process; near 1, the client limits the rate. */
  askerBusy: number;
};

/** Rate of `url` over `baseline`, in rounds that alternate. */
export async function compareRates(url: string, baseline: string) {
  await compressedPagesPerSecond(url);
  await compressedPagesPerSecond(baseline);
  const rounds: { rate: Rate; base: Rate }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const rate = await compressedPagesPerSecond(url);
    rounds.push({ rate, base: await compressedPagesPerSecond(baseline) });
  }
  const middle = (pick: (round: (typeof rounds)[number]) => number) =>
    rounded(median(rounds.map(pick)));
  return {
    ratio: middle(({ rate, base }) => rate.perSecond / base.perSecond),
    details: {
      pagesPerSecond: middle(({ rate }) => rate.perSecond),
      baselinePerSecond: middle(({ base }) => base.perSecond),
      askerBusy: middle(({ rate }) => rate.askerBusy),
      baselineAskerBusy: middle(({ base }) => base.askerBusy),
      rounds: rounds.map(({ rate, base }) => rounded(rate.perSecond / base.perSecond)),
    },
  };
}

/** Rendered pages a second, with all connections busy. */
export async function dynamicPagesPerSecond(url: string): Promise<number> {
  const { answers, seconds } = await withAllConnections(async (deadline) => {
    let own = 0;
    for (; performance.now() < deadline; own += 1) await fetchPage(url, 'identity');
    return own;
  });
  return answers / seconds;
}

async function compressedPagesPerSecond(url: string): Promise<Rate> {
  const before = performance.eventLoopUtilization();
  const { answers, seconds } = await withAllConnections((deadline) =>
    keepAsking(new URL(url), deadline),
  );
  const { utilization } = performance.eventLoopUtilization(before);
  return { perSecond: answers / seconds, askerBusy: utilization };
}

async function withAllConnections(ask: (deadline: number) => Promise<number>) {
  const startedAt = performance.now();
  const asking = Array.from({ length: CONNECTIONS }, () => ask(startedAt + RUN_MS));
  const answers = (await Promise.all(asking)).reduce((sum, own) => sum + own, 0);
  return { answers, seconds: (performance.now() - startedAt) / 1_000 };
}

/**
 * Requests over one connection until the deadline, and counts the answers. Counts bytes by
 * Content-Length, because a load tester that parses every answer (autocannon) is slower than the
 * servers and so measures itself.
 */
function keepAsking(url: URL, deadline: number): Promise<number> {
  const headers = Object.entries({ ...PROXY_HEADERS, 'accept-encoding': 'br' });
  const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const request = `GET ${url.pathname}${url.search} HTTP/1.1\r\n${head}\r\n`;
  return new Promise((resolve, reject) => {
    let answers = 0;
    let missing = 0;
    const socket = connect(Number(url.port), url.hostname, () => socket.write(request));
    socket.on('data', (chunk) => {
      missing = (missing || lengthOfAnswer(chunk)) - chunk.length;
      if (missing > 0) return;
      answers += 1;
      if (missing === 0 && performance.now() < deadline) socket.write(request);
      else
        socket.destroy(
          missing === 0 ? undefined : new Error(`${url.href}: not the expected page.`),
        );
    });
    socket.once('error', reject);
    socket.once('close', () => resolve(answers));
  });
}

/** Length of the head and body of the answer in `chunk`; 0 for an unexpected answer. */
function lengthOfAnswer(chunk: Buffer): number {
  const headLength = chunk.indexOf(HEAD_END) + HEAD_END.length;
  const head = OK_WITH_LENGTH.exec(chunk.toString('latin1', 0, headLength));
  return head ? headLength + Number(head[1]) : 0;
}
