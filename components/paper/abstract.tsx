/** An abstract on a card: five lines, the rest behind a native disclosure. */
import { RichText, type FindMarks } from './rich-text';
import { words } from '@/lib/words';

/** Fits in five lines at the narrowest width, so needs no disclosure. */
const SHORT_CHARS = 170;

type Props = {
  abstract: string;
  titleId: string;
  /** An abstract with marked words is shown whole. */
  findMarks?: FindMarks;
};

export function FoldedAbstract({ abstract, titleId, findMarks }: Props) {
  if (!abstract) {
    return <p className="mt-2 text-15 text-second">{words.paper.noAbstract}</p>;
  }
  return (
    <>
      <div className="abstract" dir="auto">
        <RichText text={abstract} findMarks={findMarks} />
      </div>
      {abstract.length > SHORT_CHARS && !findMarks && (
        // Empty: its state unfolds the abstract before it (globals.css), always readable to all.
        <details className="more">
          <summary aria-describedby={titleId}>
            <span>{words.paper.more}</span>
          </summary>
        </details>
      )}
    </>
  );
}
