/** A paper's line of facts: votes, comments, topic, code, submitter, source. */
import type { ReactNode } from 'react';
import { words } from '@/lib/words';
import type { PaperCard } from '@/lib/papers/queries';
import { readingLink } from '@/lib/sources/table';
import { paperPath, topicPath } from '@/lib/site/paths';
import { SaveButton } from './save-button';
import { VoteButton } from './vote-button';

const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

export function Facts({
  paper,
  topicNames,
}: {
  paper: PaperCard;
  topicNames: Map<string, string>;
}) {
  const [slug = ''] = paper.topics;
  const topic = topicNames.get(slug);
  return (
    <ul className="facts">
      <li>
        <VoteButton paper={paper} />
      </li>
      <li>
        <SaveButton id={paper.id} />
      </li>
      <Comments paper={paper} />
      {topic && (
        <li>
          <a href={topicPath(slug)}>{topic}</a>
        </li>
      )}
      {paper.organization && <li>{paper.organization}</li>}
      {paper.codeUrl && (
        <li>
          <Outside href={paper.codeUrl}>
            {words.paper.codeLink}
            {paper.codeStars !== null && paper.codeStars > 0 && (
              <>
                {' '}
                <span aria-hidden="true">★</span>
                {COMPACT.format(paper.codeStars)}
                <span className="sr-only"> {words.paper.starsUnit}</span>
              </>
            )}
          </Outside>
        </li>
      )}
      {paper.submittedBy && <li>{words.paper.listedBy(paper.submittedBy)}</li>}
      <li>
        <SourceLink paper={paper} />
      </li>
    </ul>
  );
}

function Comments({ paper }: { paper: PaperCard }) {
  const count = paper.commentCount + paper.upstreamComments;
  if (count === 0) return null;
  return (
    <li>
      <a href={`${paperPath(paper.id)}#discussion`}>{words.paper.comments(count)}</a>
    </li>
  );
}

export function SourceLink({ paper }: { paper: Pick<PaperCard, 'id' | 'source' | 'title'> }) {
  const { url, repository } = readingLink(paper, paper.title);
  return <Outside href={url}>{repository ?? words.sources.findOnArxiv}</Outside>;
}

export function Outside({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} rel="nofollow noopener">
      {children}
    </a>
  );
}
