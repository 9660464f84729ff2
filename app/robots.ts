import type { MetadataRoute } from 'next';
import { publicUrl } from '@/lib/env';
import { DISALLOWED } from '@/lib/site/addresses';

export const dynamic = 'force-dynamic';

export default function robots(): MetadataRoute.Robots {
  return {
    rules: { userAgent: '*', allow: '/', disallow: DISALLOWED },
    sitemap: `${publicUrl}/sitemap.xml`,
  };
}
