/** States that a source can't be reached or doesn't deliver a day, and that everything else works. */
import { words } from '@/lib/words';

export type UpstreamTrouble = { source: string; since: string; days: readonly string[] } | null;

export function UpstreamNotice({ trouble }: { trouble: UpstreamTrouble }) {
  if (!trouble) return null;
  const { source, since, days } = trouble;
  return (
    <p role="status" className="border-b border-hairline py-3 text-15">
      {days.length > 0
        ? words.feed.daysMissing(source, days, since)
        : words.feed.sourceDown(source, since)}
    </p>
  );
}
