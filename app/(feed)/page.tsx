import type { Metadata } from 'next';
import type { SearchParams } from '@/lib/http/params';
import { LatestEdition } from './latest';

export const metadata: Metadata = { alternates: { canonical: '/papers' } };

export default async function FrontPage({ searchParams }: { searchParams: SearchParams }) {
  return <LatestEdition rawPage={(await searchParams).p} />;
}
