/** Sets up a new account: its handle, and the subscription of its address. */
import { randomBytes } from 'node:crypto';
import { database } from '@/lib/db/client';
import { clientNetwork } from '@/lib/http/limit-commands';
import { networkHash } from '@/lib/secrets';
import { handleFromName, numberedHandle } from '../rules';

const TRIES = 5;
const MAX_NAME = 60;

/** The columns that Broadsheet adds to better-auth's user. */
export async function newAccountColumns(user: { name: string }, headers: Headers | undefined) {
  const handle = await freeHandle(user.name);
  const name = user.name.normalize('NFC').replace(/\s+/g, ' ').trim().slice(0, MAX_NAME) || handle;
  return { handle, name, networkHash: headers ? networkHash(clientNetwork(headers)) : null };
}

async function freeHandle(name: string): Promise<string> {
  const plain = handleFromName(name);
  for (let tried = 0; tried < TRIES; tried += 1) {
    const handle =
      plain && tried === 0 ? plain : numberedHandle(plain, randomBytes(2).toString('hex'));
    if ((await database().user.count({ where: { handle } })) === 0) return handle;
  }
  return numberedHandle(null, randomBytes(8).toString('hex'));
}

/** Links a subscription of the same confirmed address to the reader. */
export async function joinSubscription(userId: string): Promise<void> {
  await database().$executeRaw`
    UPDATE "Subscription" s SET "userId" = u."id" FROM "User" u
    WHERE u."id" = ${userId} AND u."emailVerified" AND s."email" = u."email"
      AND s."confirmedAt" IS NOT NULL AND s."userId" IS NULL
      AND NOT EXISTS (SELECT 1 FROM "Subscription" own WHERE own."userId" = u."id")`;
}

/** Makes a curator of a reader whose confirmed address was invited before it had an account. */
export async function acceptInvitation(userId: string): Promise<void> {
  await database().$executeRaw`
    WITH accepted AS (
      DELETE FROM "CuratorInvitation" i USING "User" u
      WHERE u."id" = ${userId} AND u."emailVerified" AND i."email" = u."email"
      RETURNING u."id"
    )
    UPDATE "User" SET "role" = 'curator' FROM accepted WHERE "User"."id" = accepted."id"`;
}

/** ORCID confirmed the reader's iD, which supports claims of authorship. */
export async function keepOrcid(userId: string, orcid: string): Promise<void> {
  await database().user.update({ where: { id: userId }, data: { orcid } });
}
