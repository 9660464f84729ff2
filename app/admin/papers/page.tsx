/** Hides papers, merges doubles, and shows what was hidden. */
import {
  Act,
  Acts,
  DeskHead,
  DeskRows,
  instant,
  LineField,
  PaperLine,
} from '@/components/desk/parts';
import { FormResult } from '@/components/ui/form-result';
import { hiddenPapers } from '@/lib/curation/queries';
import { database } from '@/lib/db/client';
import { type SearchParams, sentenceFor, single } from '@/lib/site/params';
import { paperPath } from '@/lib/site/paths';
import { curator } from '../curator';
import { DONE } from '../words';

const SHOWN = 100;

export default async function PapersPage({ searchParams }: { searchParams: SearchParams }) {
  await curator();
  const [hidden, query] = await Promise.all([hiddenPapers(database(), SHOWN), searchParams]);
  return (
    <>
      <DeskHead title="Papers" />
      <FormResult done={sentenceFor(DONE, query.done)} />
      <section aria-labelledby="hide">
        <h2 id="hide" className="text-22">
          Hide a paper
        </h2>
        <p>It leaves every list and the search. Its own page stays, and says why.</p>
        <Acts section="papers">
          <LineField
            id="hide-paper"
            name="paper"
            label="Its id or address"
            required
            maxLength={500}
            defaultValue={single(query.paper)}
          />
          <LineField
            id="hide-reason"
            name="reason"
            label="Why, for everybody to read"
            required
            minLength={3}
            maxLength={300}
          />
          <Act value="hide-paper">Hide it</Act>
        </Acts>
      </section>
      <section aria-labelledby="merge">
        <h2 id="merge" className="text-22">
          Merge a double
        </h2>
        <p>
          Votes, comments, bookmarks and listings move to the paper that is kept; nobody has two
          votes by it. There is no way back.
        </p>
        <Acts section="papers">
          <LineField id="double" name="double" label="The double" required maxLength={500} />
          <LineField id="kept" name="kept" label="The paper to keep" required maxLength={500} />
          <Act value="merge-papers">Merge them</Act>
        </Acts>
      </section>
      <section aria-labelledby="hidden">
        <h2 id="hidden" className="mb-2 text-22">
          Hidden
        </h2>
        <DeskRows none="No paper is hidden.">
          {hidden.map(({ id, title, hiddenAt, hiddenReason, mergedIntoId }) => (
            <li key={id}>
              <PaperLine id={id} title={title} />
              <p className="text-second">
                {instant(hiddenAt)}: {hiddenReason}
              </p>
              {mergedIntoId ? (
                <p>
                  merged into{' '}
                  <a href={paperPath(mergedIntoId)} className="link">
                    {mergedIntoId}
                  </a>
                </p>
              ) : (
                <Acts section="papers">
                  <input type="hidden" name="paper" value={id} />
                  <Act value="show-paper">Show it again</Act>
                </Acts>
              )}
            </li>
          ))}
        </DeskRows>
      </section>
    </>
  );
}
