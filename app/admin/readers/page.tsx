/** Readers: who curates, whom to trust, who must stop. */
import { Act, Acts, DeskHead, DeskRows, instant, LineField } from '@/components/desk/parts';
import { Button } from '@/components/ui/button';
import { FormResult } from '@/components/ui/form-result';
import { findReaders } from '@/lib/curation/queries';
import { database } from '@/lib/db/client';
import { type SearchParams, sentenceFor, single } from '@/lib/site/params';
import { deskPath } from '@/lib/site/paths';
import { curator } from '../curator';
import { DONE } from '../words';

const SHOWN = 50;

export default async function ReadersPage({ searchParams }: { searchParams: SearchParams }) {
  const me = await curator();
  const query = await searchParams;
  const words = single(query.q)?.trim() ?? '';
  const readers = await findReaders(database(), words, SHOWN);
  return (
    <>
      <DeskHead title="Readers">
        <p>
          {words ? `Found for “${words}”.` : 'Curators, and who is suspended. Search for others.'}
        </p>
      </DeskHead>
      <FormResult done={sentenceFor(DONE, query.done)} />
      <form action={deskPath('readers')} method="get" className="flex items-end gap-4">
        <LineField
          id="q"
          name="q"
          label="A handle’s beginning, or a whole address"
          maxLength={254}
          autoCapitalize="none"
          defaultValue={words}
        />
        <Button>Find</Button>
      </form>
      <DeskRows none={words ? 'Nobody is called so.' : 'Nobody but those whom CURATORS names.'}>
        {readers.map((reader) => (
          <li key={reader.id}>
            <p className="text-18">
              {reader.name} <span className="text-second">@{reader.handle}</span>
              {reader.role === 'curator' && ', curator'}
              {reader.trustedAt && ', trusted'}
              {reader.suspendedAt && (
                <strong>, suspended since {instant(reader.suspendedAt)}</strong>
              )}
            </p>
            <p className="text-second tabular-nums">
              here since {instant(reader.createdAt)}: {reader._count.votes} votes,{' '}
              {reader._count.comments} comments, {reader._count.submissions} submissions
            </p>
            <Acts section="readers">
              <input type="hidden" name="user" value={reader.id} />
              <Act value={reader.trustedAt ? 'distrust' : 'trust'}>
                {reader.trustedAt ? 'Trust no longer' : 'Trust'}
              </Act>
              {reader.id !== me.id && (
                <>
                  <Act value={reader.role === 'curator' ? 'unmake-curator' : 'make-curator'}>
                    {reader.role === 'curator' ? 'No curator any more' : 'Make a curator'}
                  </Act>
                  <Act value={reader.suspendedAt ? 'let-back' : 'suspend'}>
                    {reader.suspendedAt ? 'Let back in' : 'Suspend'}
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
