/** Reports from readers, and hidden comments. */
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
import { words } from '@/lib/words';
import { curator } from '../curator';

const SHOWN = 100;

export default async function ReportsPage({ searchParams }: { searchParams: SearchParams }) {
  await curator();
  const [reports, hidden, query] = await Promise.all([
    openReports(database(), SHOWN),
    hiddenComments(database(), SHOWN),
    searchParams,
  ]);
  return (
    <>
      <DeskHead title={words.desk.sections.reports} />
      <FormResult done={sentenceFor(words.outcomes.desk.done, query.done)} />
      <DeskRows none={words.desk.reports.none}>
        {reports.map(({ id, reason, note, createdAt, user, paper, comment }) => (
          <li key={id}>
            {paper && <PaperLine id={paper.id} title={paper.title} />}
            {comment && <Comment {...comment} />}
            <p className="mt-1">
              <strong>{words.discussion.reportReasons[reason]}</strong>
              {note && `: ${note}`}
            </p>
            <p className="text-second">
              {words.desk.sentBy(words.desk.reader(user?.handle), instant(createdAt))}
            </p>
            <Acts section="reports">
              <input type="hidden" name="id" value={id} />
              <LineField
                id={`resolution-${id}`}
                name="resolution"
                label={words.desk.reports.resolution}
                required
                minLength={3}
                maxLength={300}
              />
              <Choice
                type="checkbox"
                name="hides"
                label={paper ? words.desk.reports.hidePaper : words.desk.reports.hideComment}
              />
              <Act value="resolve-report">{words.desk.reports.resolve}</Act>
            </Acts>
          </li>
        ))}
      </DeskRows>
      <section aria-labelledby="hidden">
        <h2 id="hidden" className="mb-2 text-22">
          {words.desk.reports.hidden}
        </h2>
        <DeskRows none={words.desk.reports.noneHidden}>
          {hidden.map(({ hiddenAt, hiddenReason, ...comment }) => (
            <li key={comment.id}>
              <Comment {...comment} />
              <p className="text-second">
                {instant(hiddenAt)}: {hiddenReason}
              </p>
              <Acts section="reports">
                <input type="hidden" name="id" value={comment.id} />
                <Act value="show-comment">{words.desk.reports.showAgain}</Act>
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
        {words.desk.reader(user?.handle)},{' '}
        <a href={`${paperPath(paperId)}#comment-${id}`} className="link">
          {words.desk.reports.inDiscussion}
        </a>
      </p>
    </blockquote>
  );
}
