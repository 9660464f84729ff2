/** A paper's votes as the button that adds one; public/reader.js marks the reader's own. */
import { votePath } from '@/lib/site/paths';
import { words } from '@/lib/words';

/** All buttons share the page's one `<form id="v">` (app/layout.tsx), to keep pages small. */
export const VOTE_FORM = 'v';

type Voted = { id: string; votes: number; upvotes: number; upstreamVotes: number };

export function VoteButton({ paper }: { paper: Voted }) {
  const { id, upvotes, upstreamVotes } = paper;
  const votes = Math.round(paper.votes);
  return (
    <button
      form={VOTE_FORM}
      formAction={votePath(id)}
      aria-pressed="false"
      className="vote"
      // Where React starts in the browser (npm run dev), the reader's mark may precede hydration.
      suppressHydrationWarning
      title={upstreamVotes > 0 ? words.paper.votesApart(upvotes, upstreamVotes) : undefined}
    >
      <b suppressHydrationWarning>{votes}</b> <span>{words.paper.voteUnit(votes)}</span>
    </button>
  );
}
