/** Papers that a reader kept, with their note beside each. */
import { PaperArticle } from '@/components/paper/paper-card';
import type { PaperCard } from '@/lib/papers/queries';

type Props = {
  papers: (PaperCard & { note: string })[];
  topicNames: Map<string, string>;
  /** What the reader can do with each; nothing on a shared page. */
  actions?: (paper: PaperCard) => React.ReactNode;
};

export function KeptList({ papers, topicNames, actions }: Props) {
  return (
    <ol className="papers max-w-144">
      {papers.map((paper, index) => (
        <li key={paper.id}>
          <PaperArticle paper={paper} rank={index + 1} topicNames={topicNames} />
          {(paper.note || actions) && (
            <div className="mt-2 space-y-1 md:col-start-2">
              {paper.note && (
                <p className="border-l-2 border-hairline pl-3 font-serif whitespace-pre-line italic">
                  <span className="sr-only">Your note: </span>
                  {paper.note}
                </p>
              )}
              {actions?.(paper)}
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}

/** The way to the page behind a place in the list. */
export function OlderLink({ path, after }: { path: string; after: string | null }) {
  if (!after) return null;
  return (
    <p className="border-t border-hairline pt-2">
      <a
        href={`${path}?after=${encodeURIComponent(after)}`}
        rel="next"
        className="link inline-flex min-h-11 items-center"
      >
        Saved before these
      </a>
    </p>
  );
}
