import type { Reader } from '@/lib/accounts/types';
import { systemClock } from '@/lib/clock';
import { database } from '@/lib/db/client';
import { clientNetwork, requireAllowance } from '@/lib/http/limit-commands';
import { isThisMachine } from '@/lib/http/network';
import { networkHash } from '@/lib/subscriptions/tokens';
import { castVote, withdrawVote, type Cast } from '@/lib/votes/commands';

/** Counts the vote of whom a request comes from, within the limits of account and network. */
export async function castFor(reader: Reader, paperId: string, headers: Headers): Promise<Cast> {
  const network = clientNetwork(headers);
  await requireAllowance('vote', reader.id);
  await requireAllowance('vote_network', network);
  return castVote(database(), {
    reader,
    paperId,
    // Behind a proxy that says nothing of its clients, all would be one network.
    networkHash: isThisMachine(network) ? null : networkHash(network),
    now: systemClock(),
  });
}

export async function withdrawFor(reader: Reader, paperId: string) {
  await requireAllowance('vote', reader.id);
  return withdrawVote(database(), { userId: reader.id, paperId });
}
