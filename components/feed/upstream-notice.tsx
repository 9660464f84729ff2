/** States that a source can't be reached or doesn't deliver a day, and that everything else works. */
export type UpstreamTrouble = { source: string; since: string; days: readonly string[] } | null;

export function UpstreamNotice({ trouble }: { trouble: UpstreamTrouble }) {
  if (!trouble) return null;
  const { source, since, days } = trouble;
  return (
    <p role="status" className="border-b border-hairline py-3 text-15">
      {days.length > 0
        ? `${source} doesn’t deliver its list for ${days.join(', ')} (last tried ${since}). It is retried automatically; until then papers may be missing.`
        : `${source} can’t be reached (last tried ${since}). New papers arrive when it answers again; everything here can be read.`}
    </p>
  );
}
