/** Casts and withdraws the vote of a request's reader, within the limits of account and network. */
import type { Reader } from '@/lib/accounts/types';
import { systemClock } from '@/lib/clock';
import { database } from '@/lib/db/client';
import { clientAddress, requireAllowance } from '@/lib/http/limit-commands';
import { blockOf, isThisMachine, networkOf } from '@/lib/http/network';
import { mailboxHash } from '@/lib/mail/mailbox';
import { networkHash } from '@/lib/secrets';
import { castVote, withdrawVote, type Cast } from './commands';

export async function castFor(reader: Reader, paperId: string, headers: Headers): Promise<Cast> {
  const address = clientAddress(headers);
  const [network, block] = [networkOf(address), blockOf(address)];
  await requireAllowance('vote', reader.id);
  await requireAllowance('vote_network', network);
  // Ignores hidden addresses: behind some proxies all readers would share one network.
  const isUnknown = isThisMachine(address);
  return castVote(database(), {
    reader,
    paperId,
    networkHash: isUnknown ? null : networkHash(network),
    blockHash: isUnknown || block === null ? null : networkHash(block),
    mailboxHash: mailboxHash(reader.email),
    now: systemClock(),
  });
}

export async function withdrawFor(reader: Reader, paperId: string) {
  await requireAllowance('vote', reader.id);
  return withdrawVote(database(), { userId: reader.id, paperId });
}
