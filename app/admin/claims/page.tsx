/** Readers who say that a paper is theirs. */
import { Act, Acts, DeskHead, DeskRows, instant, PaperLine } from '@/components/desk/parts';
import { FormResult } from '@/components/ui/form-result';
import { waitingClaims } from '@/lib/comments/authorship/authorship-queries';
import { database } from '@/lib/db/client';
import { type SearchParams, sentenceFor } from '@/lib/site/params';
import { curator } from '../curator';
import { DONE } from '../words';

const SHOWN = 100;

export default async function ClaimsPage({ searchParams }: { searchParams: SearchParams }) {
  await curator();
  const [claims, query] = await Promise.all([waitingClaims(database(), SHOWN), searchParams]);
  return (
    <>
      <DeskHead title="Claims">
        <p>Whoever you accept is marked as an author in the paper’s thread.</p>
      </DeskHead>
      <FormResult done={sentenceFor(DONE, query.done)} />
      <DeskRows none="Nobody waits.">
        {claims.map(({ paperId, userId, authorName, evidence, createdAt, user, paper }) => (
          <li key={`${paperId} ${userId}`}>
            <PaperLine id={paperId} title={paper.title} />
            <p>
              {user.name} (@{user.handle}) says to be <strong>{authorName}</strong>: {evidence}.
            </p>
            <p className="text-second">{instant(createdAt)}</p>
            <Acts section="claims">
              <input type="hidden" name="paper" value={paperId} />
              <input type="hidden" name="user" value={userId} />
              <Act value="accept-claim">Accept</Act>
              <Act value="refuse-claim">Refuse</Act>
            </Acts>
          </li>
        ))}
      </DeskRows>
    </>
  );
}
