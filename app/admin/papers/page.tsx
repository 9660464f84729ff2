/** Hides papers, merges duplicates, and shows hidden papers again. */
import {
  Act,
  Acts,
  DeskHead,
  DeskRows,
  instant,
  LineField,
  PaperLine,
} from '@/components/desk/parts';
import { Marked } from '@/components/ui/marked';
import { FormResult } from '@/components/ui/form-result';
import { hiddenPapers } from '@/lib/curation/queries';
import { database } from '@/lib/db/client';
import { type SearchParams, sentenceFor, single } from '@/lib/site/params';
import { paperPath } from '@/lib/site/paths';
import { words } from '@/lib/words';
import { curator } from '../curator';

const SHOWN = 100;

export default async function PapersPage({ searchParams }: { searchParams: SearchParams }) {
  await curator();
  const [hidden, query] = await Promise.all([hiddenPapers(database(), SHOWN), searchParams]);
  return (
    <>
      <DeskHead title={words.desk.sections.papers} />
      <FormResult done={sentenceFor(words.outcomes.desk.done, query.done)} />
      <section aria-labelledby="hide">
        <h2 id="hide" className="text-22">
          {words.desk.papers.hide}
        </h2>
        <p>{words.desk.papers.hideHelp}</p>
        <Acts section="papers">
          <LineField
            id="hide-paper"
            name="paper"
            label={words.desk.papers.paper}
            required
            maxLength={500}
            defaultValue={single(query.paper)}
          />
          <LineField
            id="hide-reason"
            name="reason"
            label={words.desk.papers.reason}
            required
            minLength={3}
            maxLength={300}
          />
          <Act value="hide-paper">{words.desk.papers.hideButton}</Act>
        </Acts>
      </section>
      <section aria-labelledby="merge">
        <h2 id="merge" className="text-22">
          {words.desk.papers.merge}
        </h2>
        <p>{words.desk.papers.mergeHelp}</p>
        <Acts section="papers">
          <LineField
            id="double"
            name="double"
            label={words.desk.papers.duplicate}
            required
            maxLength={500}
          />
          <LineField
            id="kept"
            name="kept"
            label={words.desk.papers.kept}
            required
            maxLength={500}
          />
          <Act value="merge-papers">{words.desk.papers.mergeButton}</Act>
        </Acts>
      </section>
      <section aria-labelledby="hidden">
        <h2 id="hidden" className="mb-2 text-22">
          {words.desk.papers.hidden}
        </h2>
        <DeskRows none={words.desk.papers.none}>
          {hidden.map(({ id, title, hiddenAt, hiddenReason, mergedIntoId }) => (
            <li key={id}>
              <PaperLine id={id} title={title} />
              <p className="text-second">
                {instant(hiddenAt)}: {hiddenReason}
              </p>
              {mergedIntoId ? (
                <p>
                  <Marked
                    text={words.desk.papers.mergedInto(mergedIntoId)}
                    kept={paperPath(mergedIntoId)}
                  />
                </p>
              ) : (
                <Acts section="papers">
                  <input type="hidden" name="paper" value={id} />
                  <Act value="show-paper">{words.desk.papers.showAgain}</Act>
                </Acts>
              )}
            </li>
          ))}
        </DeskRows>
      </section>
    </>
  );
}
