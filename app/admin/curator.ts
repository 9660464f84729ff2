import { headers } from 'next/headers';
import { cache } from 'react';
import { orNotFound } from '@/app/site';
import { requireCurator } from '@/lib/accounts/queries';

/** The curator who asks. For anybody else there is nothing at this address. */
export const curator = cache(async () => {
  const asked = await headers();
  return orNotFound(() => requireCurator(asked));
});
