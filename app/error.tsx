'use client';
/** What a reader sees when a page fails: its number, and a way back. */

type Props = { error: Error & { digest?: string } };

export default function ErrorPage({ error }: Props) {
  return (
    <main id="main" className="mx-auto max-w-180 px-4 py-16">
      <h1 className="text-31">This page could not be made</h1>
      <p className="prose-serif mt-6">
        Something went wrong on our side. Please try again in a moment.
        {error.digest && ` If it happens again, this number helps us find it: ${error.digest}.`}
      </p>
      <p className="mt-4">
        <a href="/papers" className="link">
          Read the latest edition
        </a>
      </p>
    </main>
  );
}
