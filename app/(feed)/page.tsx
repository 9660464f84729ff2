import type { Metadata } from 'next';
import { LatestEdition } from './latest';

export const metadata: Metadata = { alternates: { canonical: '/papers' } };

export default function FrontPage() {
  return <LatestEdition />;
}
