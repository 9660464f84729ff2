import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { confirmPath } from '@/app/sign-in/path';
import { orNotFound } from '@/app/site';
import { getDesk } from '@/lib/accounts/sessions/identity-commands';
import { PATHS } from '@/lib/site/paths';

/** The curator of the request, after a fresh sign-in. Other readers get a 404. */
export const curator = cache(async () => {
  const requestHeaders = await headers();
  const desk = await orNotFound(() => getDesk(requestHeaders));
  if (!desk.ok) redirect(confirmPath(PATHS.desk, desk.reason));
  return desk.curator;
});
