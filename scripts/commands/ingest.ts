/** `ingest` and `import`: loads papers into the database, with a progress bar. */
import { Argument, Command } from 'commander';
import { importArchive } from '@/lib/ingest/import-commands';
import { runIngest, type SourceReport } from '@/lib/ingest/run/run-commands';
import { sourceReaders } from '@/lib/ingest/sources';
import { READ_SOURCE_IDS, type ReadSourceId } from '@/lib/sources/table';
import { progressBar } from './progress';
import { day, print, stopOnInterrupt } from './terminal';

const SHOWN_REMARKS = 10;

export function ingestCommands(): Command[] {
  const ingest = new Command('ingest')
    .description('Read papers from a source: the due ones, or those of a range of days.')
    .addArgument(new Argument('[source]', 'the source; default: all').choices(READ_SOURCE_IDS))
    .option('--from <day>', 'first day, such as 2025-03-10', day)
    .option('--to <day>', 'last day; default: the first day', day)
    .action(
      async (source: ReadSourceId | undefined, { from, to }: { from?: string; to?: string }) =>
        ingestNow(source, from ?? to, to ?? from),
    );
  const importFile = new Command('import')
    .description('Import an archive of daily papers, one JSON row per line.')
    .argument('<file>', 'the .jsonl file')
    .action(importNow);
  return [ingest, importFile];
}

async function ingestNow(source: ReadSourceId | undefined, from?: string, to?: string) {
  const bar = progressBar('steps');
  const stop = stopOnInterrupt();
  const report = await runIngest({
    sources: source && sourceReaders([source]),
    window: from && to ? { from, to } : undefined,
    signal: stop,
    onProgress: ({ source: name, done, total }) => bar.update(done, total ?? done, name),
  });
  bar.stop();
  if (report.busy) print('Another process is already reading the sources.');
  for (const one of report.sources) print(sentenceOf(one));
  if (report.sources.some(({ state }) => state === 'failed' || state === 'incomplete'))
    process.exitCode = 1;
}

function sentenceOf(report: SourceReport): string {
  const { source, window, state, read, created, updated, unchanged, skipped, shortened, problem } =
    report;
  const counts = `${read} read: ${created} new, ${updated} changed, ${unchanged} unchanged, ${skipped} skipped${shortened > 0 ? `, ${shortened} shortened` : ''}`;
  const end = {
    done: '',
    stopped: ' Stopped early. The same command continues from there.',
    incomplete: ` ${problem ?? ''} These are retried automatically.`,
    failed: ` ${problem ?? ''} The same command continues from there.`,
  }[state];
  return `${source} ${window}: ${counts}.${end}`;
}

async function importNow(file: string): Promise<void> {
  const bar = progressBar('MB');
  const megabytes = (bytes: number) => Math.round(bytes / 100_000) / 10;
  const report = await importArchive(file, {
    signal: stopOnInterrupt(),
    onProgress: (bytes, total) => bar.update(megabytes(bytes), megabytes(total), 'import'),
  });
  bar.stop();
  if (report.resumedAfter > 0) print(`Continued after line ${report.resumedAfter}.`);
  print(
    `${report.read} read: ${report.created} new, ${report.updated} changed, ${report.unchanged} unchanged, ${report.rejected.length} skipped.`,
  );
  const remarks = [...report.rejected, ...report.cut];
  for (const { ref, reason } of remarks.slice(0, SHOWN_REMARKS)) print(`  ${ref}: ${reason}`);
  const more = remarks.length - SHOWN_REMARKS;
  if (more > 0) print(`  and ${more} more`);
}
