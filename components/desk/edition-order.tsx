/**
 * Picks and orders a day's papers: by the numbers beside them, or step by step. One form, which
 * sends the order that its curator saw; works without pointer and script.
 */
import { Button } from '@/components/ui/button';
import { RichText } from '@/components/paper/rich-text';
import { words } from '@/lib/words';
import { paperPath, PATHS } from '@/lib/site/paths';

type Paper = {
  paperId: string;
  title: string;
  votes: number;
  submittedBy: string | null;
  note: string | null;
  pickRank: number | null;
};

/** The next button to focus, by the button that it replaces. */
const NEXT: Record<string, string> = { pick: 'up', unpick: 'pick' };

type Props = {
  day: string;
  papers: Paper[];
  /** orderVersion of the shown picks. */
  seen: string;
  /** The last step, such as `up 2503.12345`: its button keeps the focus. */
  moved: string;
};

export function EditionOrder({ day, papers, seen, moved }: Props) {
  return (
    <form action={`${PATHS.desk}?day=${day}`} method="post">
      <input type="hidden" name="seen" value={seen} />
      {/* First, so that Enter in a number saves the order. */}
      <p className="sticky top-11 z-10 flex flex-wrap items-center gap-4 border-b border-hairline bg-paper py-2">
        <Button>{words.desk.edition.save}</Button>
        <span className="min-w-0 flex-1 text-second">{words.desk.edition.help}</span>
      </p>
      <ol>
        {papers.map((paper) => (
          <Row key={paper.paperId} paper={paper} moved={moved} />
        ))}
      </ol>
    </form>
  );
}

function Row({ paper, moved }: { paper: Paper; moved: string }) {
  const { paperId, title, votes, submittedBy, note, pickRank } = paper;
  const { moves } = words.desk.edition;
  const [movedKind = '', movedId] = moved.split(' ');
  const steps =
    pickRank === null
      ? ([['pick', moves.pick]] as const)
      : ([
          ['up', '↑'],
          ['down', '↓'],
          ['unpick', moves.unpick],
        ] as const);
  const titleId = `p-${paperId}`;
  return (
    <li className="grid grid-cols-[3.5rem_minmax(0,1fr)] gap-x-3 border-b border-hairline py-3 md:grid-cols-[3.5rem_minmax(0,1fr)_auto]">
      <input
        name={`place ${paperId}`}
        inputMode="numeric"
        pattern="\d{1,3}"
        size={3}
        defaultValue={pickRank ?? ''}
        aria-label={words.desk.edition.place}
        aria-describedby={titleId}
        className="h-11 w-14 border-b border-second bg-transparent text-center text-18 tabular-nums"
      />
      <div className="min-w-0">
        <p id={titleId} className="font-serif text-18" dir="auto">
          <a href={paperPath(paperId)} className="hover:text-accent">
            <RichText text={title} inline />
          </a>
        </p>
        <p className="text-second tabular-nums">
          {words.desk.edition.listed(votes, submittedBy, note)}
        </p>
      </div>
      <p className="col-start-2 flex items-center gap-2 md:col-start-3">
        {steps.map(([kind, label]) => (
          <button
            key={kind}
            name="move"
            value={`${kind} ${paperId}`}
            aria-label={moves[kind]}
            aria-describedby={titleId}
            autoFocus={movedId === paperId && (movedKind === kind || NEXT[movedKind] === kind)}
            className="link min-h-11 min-w-11"
          >
            {label}
          </button>
        ))}
      </p>
    </li>
  );
}
