/** Prints start-up progress: a line for each step, and a bar or a clock during a long one. */
import cliProgress from 'cli-progress';

const NAME_WIDTH = 11;
const BAR_WIDTH = 30;
const FRAMES_PER_SECOND = 5;
/** Without a terminal's clock, a step that takes this long is announced. */
const LONG_MS = 2_000;

export type Progress = (done: number, total: number) => void;
type Step<T> = {
  name: string;
  /** Text on a terminal during the step, with a clock, or a bar once there is progress. */
  doing: string;
  /** Start time, where the step began before it is shown. */
  startedAt?: number;
  /** The final line, or null for none. */
  done: (result: T) => string | null;
};

/** Runs one step with its progress, and prints its final line. */
export async function step<T>(
  { name, doing, startedAt = Date.now(), done: describe }: Step<T>,
  work: (progress: Progress) => Promise<T>,
): Promise<T> {
  const bar = new cliProgress.SingleBar({
    stream: process.stdout,
    format: (_, { value, total }) => line(name, whileDoing(doing, startedAt, value, total)),
    fps: FRAMES_PER_SECOND,
    hideCursor: true,
    clearOnComplete: true,
    gracefulExit: false,
  });
  const isTerminal = process.stdout.isTTY;
  if (isTerminal) bar.start(0, 0);
  const announcement = setTimeout(() => isTerminal || say(name, `${doing}…`), LONG_MS);
  const result = await work((done, total) => {
    bar.setTotal(total);
    bar.update(done);
  }).finally(() => {
    clearTimeout(announcement);
    bar.stop();
  });
  const description = describe(result);
  if (description !== null) say(name, `${description} (${secondsSince(startedAt)} s)`);
  return result;
}

function say(name: string, text: string): void {
  process.stdout.write(`${line(name, text)}\n`);
}

export function secondsSince(time: number): string {
  return ((Date.now() - time) / 1_000).toFixed(1);
}

function line(name: string, text: string): string {
  return `  ${name.padEnd(NAME_WIDTH)} ${text}`;
}

function whileDoing(doing: string, startedAt: number, done: number, total: number): string {
  if (total === 0) return `${doing}… ${secondsSince(startedAt)} s`;
  const filled = Math.round((done / total) * BAR_WIDTH);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
  return `${doing} ${bar} ${done} of ${total}`;
}
