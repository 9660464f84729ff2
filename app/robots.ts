import type { MetadataRoute } from 'next';
import { publicUrl } from '@/lib/env';
import { DISALLOWED } from '@/lib/site/addresses';
import { PATHS } from '@/lib/site/paths';

export const dynamic = 'force-dynamic';

export default function robots(): MetadataRoute.Robots {
  return {
    rules: { userAgent: '*', allow: '/', disallow: DISALLOWED },
    sitemap: `${publicUrl}${PATHS.sitemap}`,
  };
}
