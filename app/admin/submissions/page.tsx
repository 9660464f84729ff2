/** Submissions that wait for a curator. */
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
import { database } from '@/lib/db/client';
import { type SearchParams, sentenceFor } from '@/lib/site/params';
import { openSubmissions, type SubmissionLine } from '@/lib/submissions/queries';
import { words } from '@/lib/words';
import { curator } from '../curator';

const SHOWN = 100;

export default async function SubmissionsPage({ searchParams }: { searchParams: SearchParams }) {
  await curator();
  const [submissions, query] = await Promise.all([
    openSubmissions(database(), SHOWN),
    searchParams,
  ]);
  return (
    <>
      <DeskHead title={words.desk.sections.submissions}>
        <p>{words.desk.submissions.intro}</p>
      </DeskHead>
      <FormResult done={sentenceFor(words.outcomes.desk.done, query.done)} />
      <DeskRows none={words.desk.submissions.none}>
        {submissions.map((submission) => (
          <li key={submission.id}>
            <Submission {...submission} />
          </li>
        ))}
      </DeskRows>
    </>
  );
}

function Submission(props: SubmissionLine) {
  const { id, paperId, title, note, codeUrl, projectUrl, state, version, createdAt } = props;
  return (
    <>
      <PaperLine id={paperId} title={title} />
      <p className="text-second">
        {words.desk.sentBy(words.desk.reader(props.submitter?.handle), instant(createdAt))}
        {version !== null && ` · ${words.desk.submissions.relisted(version)}`}
        {state === 'fetching' && ` · ${words.desk.submissions.fetching}`}
      </p>
      {note && <p className="prose-serif mt-1">{note}</p>}
      {[codeUrl, projectUrl].map(
        (url) =>
          url && (
            <p key={url} className="break-all">
              <a href={url} rel="nofollow noopener" className="link">
                {url}
              </a>
            </p>
          ),
      )}
      <div className="flex flex-wrap items-end gap-x-6">
        {state === 'queued' && (
          <Acts section="submissions">
            <input type="hidden" name="id" value={id} />
            <Act value="list-submission">{words.desk.submissions.list}</Act>
          </Acts>
        )}
        <div className="min-w-0 flex-1">
          <Acts section="submissions">
            <input type="hidden" name="id" value={id} />
            <LineField
              id={`reason-${id}`}
              name="reason"
              label={words.desk.submissions.reason}
              required
              minLength={3}
              maxLength={300}
            />
            <Act value="refuse-submission">{words.desk.submissions.refuse}</Act>
          </Acts>
        </div>
      </div>
    </>
  );
}
