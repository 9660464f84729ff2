/** An abstract as a card shows it: five lines, the rest behind a native disclosure. */
import { RichText } from './rich-text';

/** What surely fits in five lines at the narrowest width needs nothing to open. */
const SHORT_CHARS = 170;

export function FoldedAbstract({ abstract, titleId }: { abstract: string; titleId: string }) {
  if (!abstract) {
    return <p className="mt-2 text-15 text-second">No abstract has come with this paper.</p>;
  }
  return (
    <>
      <div className="abstract" dir="auto">
        <RichText text={abstract} />
      </div>
      {abstract.length > SHORT_CHARS && (
        // Empty: its state unfolds the abstract before it (globals.css), which stays readable to all.
        <details className="more">
          <summary aria-describedby={titleId}>
            <span>more</span>
          </summary>
        </details>
      )}
    </>
  );
}
