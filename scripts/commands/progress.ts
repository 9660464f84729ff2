/** A progress bar for long commands; silent without a terminal. */
import cliProgress from 'cli-progress';

export type ProgressBar = {
  update(done: number, total: number, label?: string): void;
  stop(): void;
};

export function progressBar(unit: string): ProgressBar {
  const bar = new cliProgress.SingleBar({
    format: `{label} {bar} {value}/{total} ${unit} · {eta_formatted} left`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: false,
  });
  let isStarted = false;
  return {
    update(done, total, label = '') {
      if (!process.stdout.isTTY) return;
      if (!isStarted) bar.start(total, done, { label });
      isStarted = true;
      bar.setTotal(total);
      bar.update(done, { label });
    },
    stop() {
      if (isStarted) bar.stop();
    },
  };
}
