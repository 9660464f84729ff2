/** What readers proposed and a curator has to read first. */
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
import { curator } from '../curator';
import { DONE } from '../words';

const SHOWN = 100;

export default async function SubmissionsPage({ searchParams }: { searchParams: SearchParams }) {
  await curator();
  const [submissions, query] = await Promise.all([
    openSubmissions(database(), SHOWN),
    searchParams,
  ]);
  return (
    <>
      <DeskHead title="Submissions">
        <p>Of accounts in their first week, the oldest first. Trusted readers list at once.</p>
      </DeskHead>
      <FormResult done={sentenceFor(DONE, query.done)} />
      <DeskRows none="Nothing waits.">
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
        by {props.submitter ? `@${props.submitter.handle}` : 'an account that is gone'},{' '}
        {instant(createdAt)}
        {version !== null && `; listed before, now version ${version}`}
        {state === 'fetching' && '; arXiv has not told of it yet'}
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
            <Act value="list-submission">List it today</Act>
          </Acts>
        )}
        <div className="min-w-0 flex-1">
          <Acts section="submissions">
            <input type="hidden" name="id" value={id} />
            <LineField
              id={`reason-${id}`}
              name="reason"
              label="Or why not, for them to read"
              required
              minLength={3}
              maxLength={300}
            />
            <Act value="refuse-submission">Refuse it</Act>
          </Acts>
        </div>
      </div>
    </>
  );
}
