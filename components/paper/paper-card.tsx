/** A paper in a list: number, title, authors, abstract, facts. Its style is `.paper` in globals.css. */
import { words } from '@/lib/words';
import type { PaperCard } from '@/lib/papers/queries';
import { paperPath } from '@/lib/site/paths';
import { abstractOrigin } from '@/lib/sources/table';
import { FoldedAbstract } from './abstract';
import { AuthorLine } from './authors';
import { Facts } from './facts';
import { RichText, type FindMarks } from './rich-text';

type Props = {
  paper: PaperCard;
  rank: number;
  topicNames: Map<string, string>;
  /** Why the paper is in a digest. */
  reason?: string;
  /** In a list of results: the words to mark in titles and abstracts. */
  findMarks?: FindMarks;
};

export function PaperArticle({ paper, rank, topicNames, reason, findMarks }: Props) {
  const title = <RichText text={paper.title} inline findMarks={findMarks} />;
  const titleId = `t${rank}`;
  return (
    <article id={anchorOf(rank)} className="paper">
      <h2 id={titleId} dir="auto">
        {paper.isPick && (
          <span className="pick" dir="ltr">
            {words.paper.pick}
          </span>
        )}
        <a href={paperPath(paper.id)}>{paper.withdrawn ? <s>{title}</s> : title}</a>
      </h2>
      {reason && <p className="reason">{reason}</p>}
      {paper.withdrawn && <p>{words.paper.withdrawn}</p>}
      <AuthorLine authors={paper.authors} count={paper.authorCount} />
      <FoldedAbstract abstract={paper.abstract} titleId={titleId} findMarks={findMarks} />
      {abstractOrigin(paper)?.kind === 'summary' && <p className="note">{words.sources.summary}</p>}
      <Facts paper={paper} topicNames={topicNames} />
    </article>
  );
}

/** Target of links from a page's contents. */
export function anchorOf(rank: number): string {
  return `n${rank}`;
}
