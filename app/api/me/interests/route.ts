/** GET and PUT /api/me/interests: what the reader’s morning mail looks for. */
import { acting } from '@/lib/api/acting';
import { chooseInterests, myInterests } from '@/lib/api/operations/me';
import { database } from '@/lib/db/client';
import { methods } from '@/lib/http/api-route';
import { followInterests } from '@/lib/subscriptions/commands';
import { getInterests } from '@/lib/subscriptions/queries';

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = methods({
  GET: acting(myInterests, async (_input, reader) => ({
    body: await getInterests(database(), reader.id),
  })),
  PUT: acting(chooseInterests, async ({ body }, reader) => {
    await followInterests(database(), reader.id, body);
    return { body: await getInterests(database(), reader.id) };
  }),
});
