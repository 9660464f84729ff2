'use client';
/** Shows a failure of the layout itself, so it has no styles. */
import { errors } from '@/lib/words/en/errors';
import { PATHS } from '@/lib/site/paths';

type Props = { error: Error & { digest?: string } };

export default function GlobalError({ error }: Props) {
  return (
    <html lang="en">
      <body>
        <h1>{errors.pageFailed}</h1>
        <p>
          {errors.pageFailedHelp} {error.digest && errors.pageFailedId(error.digest)}
        </p>
        <p>
          <a href={PATHS.latest}>{errors.latestEdition}</a>
        </p>
      </body>
    </html>
  );
}
