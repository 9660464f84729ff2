/** `topics show|set`: prints and replaces the site's topics, as a file to edit. */
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { database } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { requestPurge } from '@/lib/site/purge';
import { EDITIONS_TAG, TRENDING_TAG } from '@/lib/site/tags';
import { topicWords } from '@/lib/ingest/queries';
import { replaceTopics } from '@/lib/papers/topics/topic-commands';
import { topicsFile } from '@/lib/papers/topics/schema';
import { progressBar } from './progress';
import { print } from './terminal';

export function topicCommands(): Command[] {
  const topics = new Command('topics').description('Manage topics.');
  topics.command('show').description('Print the topics as JSON.').action(show);
  topics
    .command('set')
    .description('Replace all topics by those of a file, and assign papers to them again.')
    .argument('<file>', 'JSON as `topics show` prints it')
    .action(set);
  return [topics];
}

async function show(): Promise<void> {
  print(JSON.stringify(await topicWords(database()), null, 2));
}

async function set(file: string): Promise<void> {
  const parsed = topicsFile.safeParse(decode(await readFile(file, 'utf8')));
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    throw new AppError('bad_request', `${file}: ${problems.join('\n')}`.trim());
  }
  const total = await database().paper.count();
  const bar = progressBar('papers');
  const done = await replaceTopics(database(), parsed.data, (papers) =>
    bar.update(papers, total, 'topics set'),
  );
  bar.stop();
  await requestPurge(database(), [EDITIONS_TAG, TRENDING_TAG]);
  print(`${parsed.data.length} topics; ${done} papers assigned.`);
}

function decode(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new AppError('bad_request', `The file isn’t JSON: ${String(cause)}`, { cause });
  }
}
