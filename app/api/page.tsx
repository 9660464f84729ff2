import type { Metadata } from 'next';
import { ApiReference } from '@/components/api/reference';
import { PlainPage } from '@/components/ui/plain-page';
import { openApiDocument } from '@/lib/api/document';
import { operations } from '@/lib/api/operations';
import { referenceOf } from '@/lib/api/reference';
import { env, publicUrl } from '@/lib/env';
import { ALLOWANCE } from '@/lib/front/allowance';
import { PATHS } from '@/lib/site/paths';

export const metadata: Metadata = { title: 'API', alternates: { canonical: PATHS.api } };

export default function ApiPage() {
  const site = { name: env.SITE_NAME, url: publicUrl };
  const reference = referenceOf(openApiDocument(site, operations));
  return (
    <PlainPage siteName={env.SITE_NAME} title="API">
      <p>
        Everything that {env.SITE_NAME} shows can be read by programs, without a key. The JSON has
        the paths, parameters and names of Hugging Face’s papers: a program written for those works
        with <code className="font-mono text-15">{publicUrl}</code> as its base address.
      </p>
      <p>
        <a href={PATHS.openapi}>openapi.json</a> says all of this page to a machine.
      </p>
      <h2>Good to know</h2>
      <ul className="list-disc space-y-2 pl-5">
        <li>
          Every answer has an <code>ETag</code>; sent back as <code>If-None-Match</code> it costs
          neither side anything while nothing has changed.
        </li>
        <li>
          A network may ask {ALLOWANCE.quota} times in {ALLOWANCE.windowS} seconds for what isn’t
          stored already; what is stored is free. <code>RateLimit</code> says what is left, and a
          refusal (429) says with <code>Retry-After</code> when to go on.
        </li>
        <li>
          A refusal is <code>{'{ "error": { "code", "message", "requestId" } }'}</code> with the
          right status; its message says what to change.
        </li>
        <li>Scripts on any site may read (CORS); no cookie is needed or looked at.</li>
        <li>
          To vote, comment, save or submit, send a token of <a href={PATHS.account}>your account</a>{' '}
          as <code>Authorization: Bearer …</code>. A request with an <code>Idempotency-Key</code>{' '}
          can be repeated without being done twice.
        </li>
      </ul>
      <ApiReference reference={reference} siteUrl={publicUrl} />
    </PlainPage>
  );
}
