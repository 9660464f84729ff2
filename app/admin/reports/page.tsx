/** What readers told the curators of. */
import {
  Act,
  Acts,
  DeskHead,
  DeskRows,
  instant,
  LineField,
  PaperLine,
} from '@/components/desk/parts';
import { Choice } from '@/components/ui/fields';
import { FormResult } from '@/components/ui/form-result';
import { hiddenComments, openReports } from '@/lib/curation/queries';
import { database } from '@/lib/db/client';
import { type SearchParams, sentenceFor } from '@/lib/site/params';
import { paperPath } from '@/lib/site/paths';
import { curator } from '../curator';
import { DONE } from '../words';

const SHOWN = 100;
const REASON = {
  spam: 'Spam',
  off_topic: 'Off topic',
  abuse: 'Abuse',
  wrong_data: 'Wrong data',
  other: 'Something else',
} as const;

export default async function ReportsPage({ searchParams }: { searchParams: SearchParams }) {
  await curator();
  const [reports, hidden, query] = await Promise.all([
    openReports(database(), SHOWN),
    hiddenComments(database(), SHOWN),
    searchParams,
  ]);
  return (
    <>
      <DeskHead title="Reports" />
      <FormResult done={sentenceFor(DONE, query.done)} />
      <DeskRows none="Nothing is reported.">
        {reports.map(({ id, reason, note, createdAt, user, paper, comment }) => (
          <li key={id}>
            {paper && <PaperLine id={paper.id} title={paper.title} />}
            {comment && <Comment {...comment} />}
            <p className="mt-1">
              <strong>{REASON[reason]}</strong>
              {note && `: ${note}`}
            </p>
            <p className="text-second">
              by {user ? `@${user.handle}` : 'an account that is gone'}, {instant(createdAt)}
            </p>
            <Acts section="reports">
              <input type="hidden" name="id" value={id} />
              <LineField
                id={`resolution-${id}`}
                name="resolution"
                label="What was done, or why nothing"
                required
                minLength={3}
                maxLength={300}
              />
              <Choice
                type="checkbox"
                name="hides"
                label={paper ? 'hide the paper' : 'hide the comment'}
              />
              <Act value="resolve-report">Resolve it</Act>
            </Acts>
          </li>
        ))}
      </DeskRows>
      <section aria-labelledby="hidden">
        <h2 id="hidden" className="mb-2 text-22">
          Hidden comments
        </h2>
        <DeskRows none="None is hidden.">
          {hidden.map(({ hiddenAt, hiddenReason, ...comment }) => (
            <li key={comment.id}>
              <Comment {...comment} />
              <p className="text-second">
                {instant(hiddenAt)}: {hiddenReason}
              </p>
              <Acts section="reports">
                <input type="hidden" name="id" value={comment.id} />
                <Act value="show-comment">Show it again</Act>
              </Acts>
            </li>
          ))}
        </DeskRows>
      </section>
    </>
  );
}

type Reported = { id: string; paperId: string; body: string; user: { handle: string } | null };

function Comment({ id, paperId, body, user }: Reported) {
  return (
    <blockquote className="border-l-2 border-hairline pl-3">
      <p className="font-serif whitespace-pre-line" dir="auto">
        {body}
      </p>
      <p className="text-second">
        {user ? `@${user.handle}` : 'an account that is gone'},{' '}
        <a href={`${paperPath(paperId)}#comment-${id}`} className="link">
          in the thread
        </a>
      </p>
    </blockquote>
  );
}
