/** The log of curators' actions, which is never deleted. */
import { DeskHead, DeskTable, instant } from '@/components/desk/parts';
import { auditLog } from '@/lib/curation/queries';
import { database } from '@/lib/db/client';
import { single, type SearchParams } from '@/lib/site/params';
import { deskPath } from '@/lib/site/paths';
import { words } from '@/lib/words';
import { curator } from '../curator';

const SHOWN = 100;

export default async function LogPage({ searchParams }: { searchParams: SearchParams }) {
  await curator();
  const before = /^\d{1,18}$/.exec(single((await searchParams).before) ?? '')?.[0];
  const entries = await auditLog(database(), before ? BigInt(before) : null, SHOWN);
  const last = entries.length === SHOWN ? entries.at(-1) : undefined;
  return (
    <>
      <DeskHead title={words.desk.sections.log} />
      <DeskTable
        caption={words.desk.log.caption}
        columns={words.desk.log.columns}
        rows={entries.map(({ id, at, actor, action, target, detail }) => ({
          key: String(id),
          cells: [
            instant(at),
            actor,
            <code key="action">{action}</code>,
            <code key="target">{target}</code>,
            <code key="detail">{detailText(detail)}</code>,
          ],
        }))}
      />
      {last && (
        <p>
          <a
            href={`${deskPath('log')}?before=${last.id}`}
            rel="next"
            className="link inline-flex min-h-11 items-center"
          >
            {words.desk.log.older}
          </a>
        </p>
      )}
    </>
  );
}

/** Formats a detail as names and values. */
function detailText(detail: unknown): string {
  return Object.entries(detail ?? {})
    .filter(([, value]) => value !== null && value !== false)
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(' ') : String(value)}`)
    .join('; ');
}
