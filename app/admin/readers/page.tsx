/** Accounts: curators, trust and suspensions. */
import { Act, Acts, DeskHead, DeskRows, instant, LineField } from '@/components/desk/parts';
import { Button } from '@/components/ui/button';
import { FormResult } from '@/components/ui/form-result';
import { findReaders } from '@/lib/curation/queries';
import { database } from '@/lib/db/client';
import { type SearchParams, sentenceFor, single } from '@/lib/site/params';
import { deskPath } from '@/lib/site/paths';
import { words } from '@/lib/words';
import { curator } from '../curator';

const SHOWN = 50;

export default async function ReadersPage({ searchParams }: { searchParams: SearchParams }) {
  const me = await curator();
  const { q, done } = await searchParams;
  const query = single(q)?.trim() ?? '';
  const readers = await findReaders(database(), query, SHOWN);
  return (
    <>
      <DeskHead title={words.desk.sections.readers}>
        <p>{query ? words.desk.readers.found(query) : words.desk.readers.intro}</p>
      </DeskHead>
      <FormResult done={sentenceFor(words.outcomes.desk.done, done)} />
      <form action={deskPath('readers')} method="get" className="flex items-end gap-4">
        <LineField
          id="q"
          name="q"
          label={words.desk.readers.query}
          maxLength={254}
          autoCapitalize="none"
          defaultValue={query}
        />
        <Button>{words.desk.readers.find}</Button>
      </form>
      <DeskRows none={query ? words.desk.readers.none : words.desk.readers.noCurators}>
        {readers.map((reader) => (
          <li key={reader.id}>
            <p className="text-18">
              {reader.name} <span className="text-second">@{reader.handle}</span>
              {reader.role === 'curator' && `, ${words.desk.readers.curator}`}
              {reader.trustedAt && `, ${words.desk.readers.trusted}`}
              {reader.suspendedAt && (
                <strong>, {words.desk.readers.suspended(instant(reader.suspendedAt))}</strong>
              )}
            </p>
            <p className="text-second tabular-nums">
              {words.desk.readers.activity(instant(reader.createdAt), reader._count)}
            </p>
            <Acts section="readers">
              <input type="hidden" name="user" value={reader.id} />
              <Act value={reader.trustedAt ? 'distrust' : 'trust'}>
                {reader.trustedAt ? words.desk.readers.distrust : words.desk.readers.trust}
              </Act>
              {reader.id !== me.id && (
                <>
                  <Act value={reader.role === 'curator' ? 'unmake-curator' : 'make-curator'}>
                    {reader.role === 'curator'
                      ? words.desk.readers.dismiss
                      : words.desk.readers.appoint}
                  </Act>
                  <Act value={reader.suspendedAt ? 'let-back' : 'suspend'}>
                    {reader.suspendedAt ? words.desk.readers.unsuspend : words.desk.readers.suspend}
                  </Act>
                </>
              )}
            </Acts>
          </li>
        ))}
      </DeskRows>
    </>
  );
}
