/** One letter of a discussion: who wrote it and when, what it says, what can be done with it. */
import type { ReactNode } from 'react';
import { shortDay } from '@/lib/calendar';
import type { ShownComment } from '@/lib/comments/queries';
import { profilePath } from '@/lib/site/paths';
import { CommentText } from './comment-text';

type Props = {
  comment: ShownComment;
  handles: ReadonlySet<string>;
  /** The comment that it stands right below, where it stands below one. */
  belowId?: string;
  /** The address of a comment of its thread. */
  addressOf: (id: string) => string;
  children?: ReactNode;
};

export function CommentView({ comment, handles, belowId, addressOf, children }: Props) {
  const { id, body, grave, parentId, answers } = comment;
  if (grave) return <p className="py-2 text-second italic">{graveWords(comment)}</p>;
  return (
    <article aria-labelledby={`by-${id}`}>
      <Byline comment={comment} address={addressOf(id)} />
      {answers && parentId !== null && parentId !== belowId && (
        <p className="font-sans text-13 text-second">
          in answer to <a href={addressOf(parentId)}>{answers}</a>
        </p>
      )}
      <div className="comment-text">
        <CommentText text={body} handles={handles} />
      </div>
      {children}
    </article>
  );
}

function Byline({ comment, address }: { comment: ShownComment; address: string }) {
  const { id, author, isByAuthor, createdAt, editedAt } = comment;
  return (
    <p id={`by-${id}`} className="font-sans text-15 text-second">
      {author ? (
        <a href={profilePath(author.handle)} className="font-semibold text-ink hover:text-accent">
          {author.name}
        </a>
      ) : (
        'Someone who has left'
      )}
      {isByAuthor && <span className="by-author"> author of the paper</span>}
      {' · '}
      <a href={address} className="tabular-nums hover:text-accent">
        <time dateTime={createdAt.toISOString()}>{instantInWords(createdAt)}</time>
      </a>
      {editedAt && <span title={instantInWords(editedAt)}> · edited</span>}
    </p>
  );
}

function graveWords({ grave, hiddenReason }: ShownComment): string {
  if (grave === 'deleted') return 'This comment was deleted by whoever wrote it.';
  return `A curator has taken this comment out of sight${hiddenReason ? `: ${hiddenReason}` : '.'}`;
}

/** `14 March 2025, 09:12 UTC`: the page is everybody's, so it can't be their own time. */
function instantInWords(at: Date): string {
  const text = at.toISOString();
  return `${shortDay(text.slice(0, 10))}, ${text.slice(11, 16)} UTC`;
}
