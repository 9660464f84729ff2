/** Sends thousands of requests before the first answer arrives. */
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';

export type Flood = {
  /** Number of answers by status; `none` where the connection broke. */
  statuses: Record<string, number>;
  /** Answers with 503 that lack Retry-After or may be cached. */
  rude: number;
  /** Seconds from the request to the end of each answer, sorted. */
  seconds: number[];
};

type Answer = { status: string; isRude: boolean; seconds: number };

/** Requests each path at once, each over its own connection. */
export async function flood(base: string, paths: readonly string[]): Promise<Flood> {
  const url = new URL(base);
  const answers = await Promise.all(paths.map((path) => ask(url, path)));
  const statuses: Record<string, number> = {};
  for (const { status } of answers) statuses[status] = (statuses[status] ?? 0) + 1;
  return {
    statuses,
    rude: answers.filter(({ isRude }) => isRude).length,
    seconds: answers.map(({ seconds }) => seconds).toSorted((a, b) => a - b),
  };
}

function ask({ host, hostname, port }: URL, path: string): Promise<Answer> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    let head = '';
    const socket = connect(Number(port), hostname, () => {
      socket.write(
        `GET ${path} HTTP/1.1\r\nhost: ${host}\r\naccept: text/html\r\nconnection: close\r\n\r\n`,
      );
    });
    socket.on('data', (chunk) => {
      if (!head.includes('\r\n\r\n')) head += chunk.toString('latin1');
    });
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      const status = /^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 'none';
      const isPolite =
        /\r\nretry-after: \d/i.test(head) && /\r\ncache-control: no-store/i.test(head);
      resolve({
        status,
        isRude: status === '503' && !isPolite,
        seconds: (performance.now() - startedAt) / 1_000,
      });
    });
  });
}
