/** A reader's own submissions with their states. */
import { RichText } from '@/components/paper/rich-text';
import { periodOf, shortDay, type Day } from '@/lib/calendar';
import { Marked } from '@/components/ui/marked';
import { words } from '@/lib/words';
import { paperPath, periodPath } from '@/lib/site/paths';

type Submission = {
  id: string;
  paperId: string;
  title: string | null;
  state: 'fetching' | 'queued' | 'listed' | 'refused';
  reason: string | null;
  createdAt: Date;
  listedOn: Day | null;
};

export function SubmissionList({ submissions }: { submissions: Submission[] }) {
  if (submissions.length === 0) return null;
  return (
    <section aria-labelledby="submissions" className="border-t border-hairline pt-6">
      <h2 id="submissions" className="text-22">
        {words.submit.yours}
      </h2>
      <ul>
        {submissions.map((submission) => (
          <li key={submission.id} className="border-b border-hairline py-3 last:border-0">
            <p className="font-serif text-18" dir="auto">
              <Title {...submission} />
            </p>
            <p className="text-second">
              {shortDay(submission.createdAt.toISOString().slice(0, 10))}: <Fate {...submission} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Title({ paperId, title }: Submission) {
  if (title === null) return paperId;
  return (
    <a href={paperPath(paperId)} className="hover:text-accent">
      <RichText text={title} inline />
    </a>
  );
}

function Fate({ state, reason, listedOn }: Submission) {
  const { states } = words.submit;
  if (state === 'refused') return states.refused(reason);
  if (state !== 'listed') return states[state];
  return (
    <Marked
      text={states.listed(listedOn && shortDay(listedOn))}
      day={listedOn ? periodPath(periodOf('day', listedOn)) : ''}
    />
  );
}
