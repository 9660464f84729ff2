/** `curator add|remove|list`: manages access to the desk; appoints the first curator. */
import { Command } from 'commander';
import { setRole } from '@/lib/curation/reader-commands';
import { curators, getReaderByName } from '@/lib/curation/queries';
import { database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { COMMAND_LINE } from './terminal';

export function curatorCommands(): Command[] {
  const curator = new Command('curator').description(
    'Manage curators, who can open the desk (/admin).',
  );
  curator
    .command('add')
    .description('Make a reader a curator. The reader must have signed in once.')
    .argument('<reader>', 'email address or handle')
    .action((name: string) => appoint(name, 'curator'));
  curator
    .command('remove')
    .description('Remove a curator’s role.')
    .argument('<reader>', 'email address or handle')
    .action((name: string) => appoint(name, 'reader'));
  curator.command('list').description('List the curators.').action(list);
  return [curator];
}

async function appoint(name: string, role: 'curator' | 'reader'): Promise<void> {
  const { id: userId, handle, email } = await getReaderByName(database(), name);
  await setRole(database(), COMMAND_LINE, { userId, role });
  process.stdout.write(
    `@${handle} is ${role === 'curator' ? 'a curator' : 'not a curator'} now.\n`,
  );
  if (role === 'reader' && env.CURATORS.includes(email)) {
    process.stdout.write('CURATORS contains that address, so the reader is still a curator.\n');
  }
}

async function list(): Promise<void> {
  const found = await curators(database(), env.CURATORS);
  for (const { handle, name, email } of found)
    process.stdout.write(`@${handle}  ${name}  ${email}\n`);
  if (found.length === 0)
    process.stdout.write('No curators yet. Add one: broadsheet curator add ADDRESS.\n');
}
