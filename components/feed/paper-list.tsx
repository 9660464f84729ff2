/** The papers of a list, numbered and divided by hairlines (`.papers` in globals.css). */
import { PaperArticle } from '@/components/paper/paper-card';
import type { FindMarks } from '@/components/paper/rich-text';
import type { PaperCard } from '@/lib/papers/queries';

type Props = {
  papers: PaperCard[];
  firstRank: number;
  topicNames: Map<string, string>;
  /** The first paper of a day is set larger. */
  hasLead?: boolean;
  findMarks?: FindMarks;
};

export function PaperList({ papers, firstRank, topicNames, hasLead = false, findMarks }: Props) {
  return (
    <ol start={firstRank} className={hasLead ? 'papers has-lead' : 'papers'}>
      {papers.map((paper, index) => (
        <li key={paper.id}>
          <PaperArticle
            paper={paper}
            rank={firstRank + index}
            topicNames={topicNames}
            findMarks={findMarks}
          />
        </li>
      ))}
    </ol>
  );
}
