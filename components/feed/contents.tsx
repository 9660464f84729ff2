/** The contents of the page: in the right margin, or on a phone in a sheet (a native popover). */
import { anchorOf } from '@/components/paper/paper-card';
import { words } from '@/lib/words';
import { RichText } from '@/components/paper/rich-text';
import type { PaperCard } from '@/lib/papers/queries';

type Props = { papers: PaperCard[]; firstRank: number };

export function Contents({ papers, firstRank }: Props) {
  return (
    <nav
      id="contents"
      popover="auto"
      aria-label={words.site.onThisPage}
      className="contents-sheet no-print"
    >
      <p className="mb-2 flex items-baseline justify-between font-semibold">
        {words.site.onThisPage}
        <button
          type="button"
          popoverTarget="contents"
          popoverTargetAction="hide"
          className="link min-h-11 font-normal wide:hidden"
        >
          {words.site.close}
        </button>
      </p>
      <ol start={firstRank}>
        {papers.map((paper, index) => (
          <li key={paper.id}>
            <a href={`#${anchorOf(firstRank + index)}`} dir="auto">
              <RichText text={paper.title} inline />
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** Opens the sheet where the margin is hidden. */
export function ContentsButton({ count }: { count: number }) {
  return (
    <button type="button" popoverTarget="contents" className="link min-h-11 wide:hidden">
      {words.site.onThisPageCount(count)}
    </button>
  );
}
