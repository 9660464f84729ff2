/** `curator add|remove|list`: manages access to the desk; appoints the first curator. */
import { Command } from 'commander';
import { setRole } from '@/lib/curation/reader-commands';
import { inviteCurator, withdrawInvitation } from '@/lib/curation/invitation-commands';
import { curators, findReaderByName, invitedCurators } from '@/lib/curation/queries';
import { database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { addressSchema } from '@/lib/mail/address';
import { words } from '@/lib/words';
import { COMMAND_LINE } from './terminal';

export function curatorCommands(): Command[] {
  const curator = new Command('curator').description(
    'Manage curators, who can open the desk (/admin).',
  );
  curator
    .command('add')
    .description('Make a reader a curator, now or at the first sign-in of the address.')
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
  const reader = await findReaderByName(database(), name);
  if (!reader) return role === 'curator' ? invite(name) : withdraw(name);
  const { id: userId, handle, email } = reader;
  await setRole(database(), COMMAND_LINE, { userId, role });
  process.stdout.write(
    `@${handle} is ${role === 'curator' ? 'a curator' : 'not a curator'} now.\n`,
  );
  if (role === 'reader' && env.CURATORS.includes(email)) {
    process.stdout.write('CURATORS contains that address, so the reader is still a curator.\n');
  }
}

async function invite(name: string): Promise<void> {
  const { data: email } = addressSchema.safeParse(name);
  if (!email) throw new AppError('not_found', words.refusals.noReaderNamed(name));
  await inviteCurator(database(), COMMAND_LINE, email);
  process.stdout.write(`${email} has no account yet and becomes a curator at the first sign-in.\n`);
}

async function withdraw(name: string): Promise<void> {
  const { data: email } = addressSchema.safeParse(name);
  if (!email || !(await withdrawInvitation(database(), COMMAND_LINE, email))) {
    throw new AppError('not_found', words.refusals.noReaderNamed(name));
  }
  process.stdout.write(`${email} is not invited any longer.\n`);
}

async function list(): Promise<void> {
  const found = await curators(database(), env.CURATORS);
  const invited = await invitedCurators(database());
  for (const { handle, name, email } of found)
    process.stdout.write(`@${handle}  ${name}  ${email}\n`);
  for (const email of invited) process.stdout.write(`${email}  (invited)\n`);
  if (found.length + invited.length === 0)
    process.stdout.write('No curators yet. Add one: broadsheet curator add ADDRESS.\n');
}
