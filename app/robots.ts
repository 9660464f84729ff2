import type { MetadataRoute } from 'next';
import { publicUrl } from '@/lib/env';

export const dynamic = 'force-dynamic';

export default function robots(): MetadataRoute.Robots {
  return {
    rules: { userAgent: '*', allow: '/', disallow: ['/api/', '/admin/', '/papers?q='] },
    sitemap: `${publicUrl}/sitemap.xml`,
  };
}
