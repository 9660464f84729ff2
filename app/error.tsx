'use client';
/** Shows a page's failure. Imports English itself, because a browser has no settings. */
import { errors } from '@/lib/words/en/errors';
import { PATHS } from '@/lib/site/paths';

type Props = { error: Error & { digest?: string } };

export default function ErrorPage({ error }: Props) {
  return (
    <main id="main" className="mx-auto max-w-180 px-4 py-16">
      <h1 className="text-31">{errors.pageFailed}</h1>
      <p className="prose-serif mt-6">
        {errors.pageFailedHelp} {error.digest && errors.pageFailedId(error.digest)}
      </p>
      <p className="mt-4">
        <a href={PATHS.latest} className="link">
          {errors.latestEdition}
        </a>
      </p>
    </main>
  );
}
