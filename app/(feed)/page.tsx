import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { single, type SearchParams } from '@/lib/site/params';
import { searchPath } from '@/lib/search/query/results';
import { LatestEdition } from './latest';

export const metadata: Metadata = { alternates: { canonical: '/papers' } };

export default async function FrontPage({ searchParams }: { searchParams: SearchParams }) {
  const { q, p } = await searchParams;
  const query = single(q)?.trim();
  if (query) redirect(searchPath(query));
  return <LatestEdition rawPage={p} />;
}
