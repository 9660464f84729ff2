/** Says plainly that a source can't be reached, since when, and that all else works. */
export type UpstreamTrouble = { source: string; since: string } | null;

export function UpstreamNotice({ trouble }: { trouble: UpstreamTrouble }) {
  if (!trouble) return null;
  return (
    <p role="status" className="border-b border-hairline py-3 text-15">
      {trouble.source} can’t be reached (last tried {trouble.since}). New papers arrive when it
      answers again; everything here can be read.
    </p>
  );
}
