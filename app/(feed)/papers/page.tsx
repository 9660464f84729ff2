import type { Metadata } from 'next';
import { feedTypes } from '@/app/site';
import { single, type SearchParams } from '@/lib/site/params';
import { PATHS } from '@/lib/site/paths';
import { words } from '@/lib/words';
import { LatestEdition } from '../latest';
import { SearchPage } from '../search-page';

type Props = { searchParams: SearchParams };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const query = single((await searchParams).q)?.trim();
  if (query) {
    const title = words.search.titleOf(query.slice(0, 80));
    const types = feedTypes('search', title, `?q=${encodeURIComponent(query)}`);
    return { title, robots: { index: false }, alternates: { types } };
  }
  return { alternates: { canonical: PATHS.latest } };
}

export default async function PapersPage({ searchParams }: Props) {
  const params = await searchParams;
  const query = single(params.q)?.trim();
  return query ? (
    <SearchPage query={query} page={params.p} sort={single(params.sort)} />
  ) : (
    <LatestEdition rawPage={params.p} />
  );
}
