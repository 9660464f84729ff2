/** Papers that a reader saved, each with its note. */
import { PaperArticle } from '@/components/paper/paper-card';
import type { PaperCard } from '@/lib/papers/queries';
import { words } from '@/lib/words';

type Props = {
  papers: (PaperCard & { note: string })[];
  topicNames: Map<string, string>;
  /** Buttons and links for each paper; none on a shared page. */
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
                  <span className="sr-only">{words.library.yourNote} </span>
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

/** Links to the next page of the list. */
export function OlderLink({ path, after }: { path: string; after: string | null }) {
  if (!after) return null;
  return (
    <p className="border-t border-hairline pt-2">
      <a
        href={`${path}?after=${encodeURIComponent(after)}`}
        rel="next"
        className="link inline-flex min-h-11 items-center"
      >
        {words.library.older}
      </a>
    </p>
  );
}
