/** Discounts of votes: each can be undone and applied again. */
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
import { Marked } from '@/components/ui/marked';
import { FormResult } from '@/components/ui/form-result';
import { newestDiscounts } from '@/lib/curation/queries';
import { database } from '@/lib/db/client';
import { type SearchParams, sentenceFor, single } from '@/lib/site/params';
import { parsePaperId } from '@/lib/papers/ids';
import { deskPath, PATHS } from '@/lib/site/paths';
import { words } from '@/lib/words';
import { curator } from '../curator';

const SHOWN = 100;

export default async function VotesPage({ searchParams }: { searchParams: SearchParams }) {
  await curator();
  const query = await searchParams;
  const paper = single(query.paper) ?? '';
  const { reasons } = words.desk.votes;
  const discounts = await newestDiscounts(database(), parsePaperId(paper)?.id ?? null, SHOWN);
  return (
    <>
      <DeskHead title={words.desk.votes.title}>
        <p>
          <Marked text={words.desk.votes.intro(SHOWN)} rules={`${PATHS.ranking}#votes`} />
        </p>
      </DeskHead>
      <FormResult done={sentenceFor(words.outcomes.desk.done, query.done)} />
      <form action={deskPath('votes')} method="get" className="flex items-end gap-4">
        <LineField
          id="paper"
          name="paper"
          label={words.desk.votes.paper}
          maxLength={500}
          defaultValue={paper}
        />
        <Button>{words.desk.votes.show}</Button>
      </form>
      <DeskRows none={words.desk.votes.none}>
        {discounts.map(({ paperId, userId, reason, factor, detail, createdAt, undoneAt, vote }) => (
          <li key={`${paperId} ${userId} ${reason}`}>
            <PaperLine id={paperId} title={vote.paper.title} />
            <p>
              @{vote.user.handle}: {undoneAt ? <s>{reasons[reason]}</s> : reasons[reason]}, ×{' '}
              {factor.toFixed(2)}. {detail}
            </p>
            <p className="text-second tabular-nums">
              {words.desk.votes.now(instant(createdAt), vote.weight.toFixed(2))}
            </p>
            <Acts section="votes">
              <input type="hidden" name="paper" value={paperId} />
              <input type="hidden" name="user" value={userId} />
              <input type="hidden" name="reason" value={reason} />
              {undoneAt ? (
                <Act value="restore-discount">{words.desk.votes.restore}</Act>
              ) : (
                <Act value="undo-discount">{words.desk.votes.undo}</Act>
              )}
            </Acts>
          </li>
        ))}
      </DeskRows>
    </>
  );
}
