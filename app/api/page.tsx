import type { Metadata } from 'next';
import { ApiReference } from '@/components/api/reference';
import { Marked } from '@/components/ui/marked';
import { PlainPage } from '@/components/ui/plain-page';
import { openApiDocument } from '@/lib/api/document';
import { operations } from '@/lib/api/operations';
import { referenceOf } from '@/lib/api/reference';
import { env, publicUrl } from '@/lib/env';
import { ALLOWANCE } from '@/lib/front/allowance';
import { PATHS } from '@/lib/site/paths';
import { words } from '@/lib/words';

export const metadata: Metadata = {
  title: words.api.title,
  alternates: { canonical: PATHS.api },
};

export default function ApiPage() {
  const text = words.api;
  const site = { name: env.SITE_NAME, url: publicUrl };
  const reference = referenceOf(openApiDocument(site, operations));
  return (
    <PlainPage siteName={env.SITE_NAME} title={text.title}>
      <p>
        <Marked text={text.intro(env.SITE_NAME, publicUrl)} />
      </p>
      <p>
        <Marked text={text.document} document={PATHS.openapi} />
      </p>
      <h2>{text.basics}</h2>
      <ul className="list-disc space-y-2 pl-5">
        {[text.etag, text.limit(ALLOWANCE.quota, ALLOWANCE.windowS), text.error, text.cors].map(
          (sentence) => (
            <li key={sentence}>
              <Marked text={sentence} />
            </li>
          ),
        )}
        <li>
          <Marked text={text.token} account={PATHS.account} />
        </li>
      </ul>
      <ApiReference reference={reference} siteUrl={publicUrl} />
    </PlainPage>
  );
}
