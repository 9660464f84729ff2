/** Why votes count less than one: each reason to be seen, undone, and made to stand again. */
import {
  Act,
  Acts,
  DeskHead,
  DeskRows,
  instant,
  LineField,
  PaperLine,
} from '@/components/desk/parts';
import { Button } from '@/components/ui/button';
import { FormResult } from '@/components/ui/form-result';
import { newestDiscounts } from '@/lib/curation/queries';
import { database } from '@/lib/db/client';
import { type SearchParams, sentenceFor, single } from '@/lib/site/params';
import { parsePaperId } from '@/lib/papers/ids';
import { deskPath, PATHS } from '@/lib/site/paths';
import { curator } from '../curator';
import { DONE } from '../words';

const SHOWN = 100;
const REASON = {
  new_account: 'new account',
  network: 'many from one network',
  lockstep: 'votes in lockstep',
  mailbox: 'several accounts of one mailbox',
  unproven: 'no record yet',
} as const;

export default async function VotesPage({ searchParams }: { searchParams: SearchParams }) {
  await curator();
  const query = await searchParams;
  const paper = single(query.paper) ?? '';
  const discounts = await newestDiscounts(database(), parsePaperId(paper)?.id ?? null, SHOWN);
  return (
    <>
      <DeskHead title="Discounted votes">
        <p>
          The newest {SHOWN}, of all papers or of one. The rules are public:{' '}
          <a href={PATHS.ranking}>how votes are weighed</a>.
        </p>
      </DeskHead>
      <FormResult done={sentenceFor(DONE, query.done)} />
      <form action={deskPath('votes')} method="get" className="flex items-end gap-4">
        <LineField
          id="paper"
          name="paper"
          label="Of one paper: its id or address"
          maxLength={500}
          defaultValue={paper}
        />
        <Button>Show</Button>
      </form>
      <DeskRows none="Every vote counts whole.">
        {discounts.map(({ paperId, userId, reason, factor, detail, createdAt, undoneAt, vote }) => (
          <li key={`${paperId} ${userId} ${reason}`}>
            <PaperLine id={paperId} title={vote.paper.title} />
            <p>
              @{vote.user.handle}: {undoneAt ? <s>{REASON[reason]}</s> : REASON[reason]}, ×{' '}
              {factor.toFixed(2)}. {detail}
            </p>
            <p className="text-second tabular-nums">
              {instant(createdAt)}; the vote counts {vote.weight.toFixed(2)} now
            </p>
            <Acts section="votes">
              <input type="hidden" name="paper" value={paperId} />
              <input type="hidden" name="user" value={userId} />
              <input type="hidden" name="reason" value={reason} />
              {undoneAt ? (
                <Act value="restore-discount">Let it stand again</Act>
              ) : (
                <Act value="undo-discount">Undo it</Act>
              )}
            </Acts>
          </li>
        ))}
      </DeskRows>
    </>
  );
}
