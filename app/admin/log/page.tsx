/** Every act of a curator, for good. */
import { DeskHead, DeskTable, instant } from '@/components/desk/parts';
import { auditLog } from '@/lib/curation/queries';
import { database } from '@/lib/db/client';
import { single, type SearchParams } from '@/lib/site/params';
import { deskPath } from '@/lib/site/paths';
import { curator } from '../curator';

const SHOWN = 100;

export default async function LogPage({ searchParams }: { searchParams: SearchParams }) {
  await curator();
  const before = /^\d{1,18}$/.exec(single((await searchParams).before) ?? '')?.[0];
  const entries = await auditLog(database(), before ? BigInt(before) : null, SHOWN);
  const last = entries.length === SHOWN ? entries.at(-1) : undefined;
  return (
    <>
      <DeskHead title="Log" />
      <DeskTable
        caption="What curators did, the latest first"
        columns={['When', 'Who', 'What', 'To', 'Detail']}
        rows={entries.map(({ id, at, actor, action, target, detail }) => ({
          key: String(id),
          cells: [instant(at), actor, action, target, wordsOf(detail)],
        }))}
      />
      {last && (
        <p>
          <a
            href={`${deskPath('log')}?before=${last.id}`}
            rel="next"
            className="link inline-flex min-h-11 items-center"
          >
            Before these
          </a>
        </p>
      )}
    </>
  );
}

/** A detail as a reader of the log wants it: names and values, no brackets. */
function wordsOf(detail: unknown): string {
  return Object.entries(detail ?? {})
    .filter(([, value]) => value !== null && value !== false)
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(' ') : String(value)}`)
    .join('; ');
}
