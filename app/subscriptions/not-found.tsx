import type { Metadata } from 'next';
import { UnknownLink } from '@/components/subscription/unknown-link';
import { env } from '@/lib/env';

export const metadata: Metadata = { title: 'Not found', robots: { index: false } };

export default function LinkNotFound() {
  return <UnknownLink siteName={env.SITE_NAME} />;
}
