import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { single, type SearchParams } from '@/lib/site/params';
import { PATHS, searchPath } from '@/lib/site/paths';
import { LatestEdition } from './latest';

export const metadata: Metadata = { alternates: { canonical: PATHS.latest } };

export default async function FrontPage({ searchParams }: { searchParams: SearchParams }) {
  const { q, p } = await searchParams;
  const query = single(q)?.trim();
  if (query) redirect(searchPath(query));
  return <LatestEdition rawPage={p} />;
}
