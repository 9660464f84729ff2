'use client';
/** The last resort, where even the layout failed: plain, and without our styles. */

type Props = { error: Error & { digest?: string } };

export default function GlobalError({ error }: Props) {
  return (
    <html lang="en">
      <body>
        <h1>This page could not be made</h1>
        <p>
          Something went wrong on our side. Please try again in a moment.
          {error.digest && ` Its number: ${error.digest}.`}
        </p>
        <p>
          <a href="/papers">Read the latest edition</a>
        </p>
      </body>
    </html>
  );
}
