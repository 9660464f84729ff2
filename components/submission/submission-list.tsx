/** A reader's own submissions and what became of each. */
import { RichText } from '@/components/paper/rich-text';
import { periodOf, shortDay, type Day } from '@/lib/calendar';
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
        Your submissions
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
  switch (state) {
    case 'fetching':
      return 'arXiv has not answered yet; we go on asking.';
    case 'queued':
      return 'waits for a curator.';
    case 'refused':
      return `not listed. ${reason ?? ''}`;
    case 'listed':
      return listedOn ? (
        <>
          listed on{' '}
          <a href={periodPath(periodOf('day', listedOn))} className="underline">
            {shortDay(listedOn)}
          </a>
          .
        </>
      ) : (
        'listed.'
      );
  }
}
