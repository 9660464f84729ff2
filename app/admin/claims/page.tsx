/** Claims of authorship that wait for a curator. */
import { Act, Acts, DeskHead, DeskRows, instant, PaperLine } from '@/components/desk/parts';
import { FormResult } from '@/components/ui/form-result';
import { waitingClaims } from '@/lib/comments/authorship/authorship-queries';
import { database } from '@/lib/db/client';
import { type SearchParams, sentenceFor } from '@/lib/site/params';
import { words } from '@/lib/words';
import { curator } from '../curator';

const SHOWN = 100;

export default async function ClaimsPage({ searchParams }: { searchParams: SearchParams }) {
  await curator();
  const [claims, query] = await Promise.all([waitingClaims(database(), SHOWN), searchParams]);
  return (
    <>
      <DeskHead title={words.desk.sections.claims}>
        <p>{words.desk.claims.intro}</p>
      </DeskHead>
      <FormResult done={sentenceFor(words.outcomes.desk.done, query.done)} />
      <DeskRows none={words.desk.claims.none}>
        {claims.map(({ paperId, userId, authorName, evidence, createdAt, user, paper }) => (
          <li key={`${paperId} ${userId}`}>
            <PaperLine id={paperId} title={paper.title} />
            <p>{words.desk.claims.claim(user.name, user.handle, authorName, evidence)}</p>
            <p className="text-second">{instant(createdAt)}</p>
            <Acts section="claims">
              <input type="hidden" name="paper" value={paperId} />
              <input type="hidden" name="user" value={userId} />
              <Act value="accept-claim">{words.desk.claims.accept}</Act>
              <Act value="refuse-claim">{words.desk.claims.refuse}</Act>
            </Acts>
          </li>
        ))}
      </DeskRows>
    </>
  );
}
