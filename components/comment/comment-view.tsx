/** A comment in a discussion: author, time, text and actions. */
import type { ReactNode } from 'react';
import { instantInWords } from '@/lib/calendar';
import type { ShownComment } from '@/lib/comments/queries';
import { profilePath } from '@/lib/site/paths';
import { words } from '@/lib/words';
import { CommentText } from './comment-text';

type Props = {
  comment: ShownComment;
  handles: ReadonlySet<string>;
  /** The parent, if shown directly above. */
  belowId?: string;
  /** The address of a comment of its thread. */
  addressOf: (id: string) => string;
  children?: ReactNode;
};

export function CommentView({ comment, handles, belowId, addressOf, children }: Props) {
  const { id, body, grave, parentId, answers } = comment;
  if (grave) {
    const { deleted, hidden } = words.discussion;
    return (
      <p className="py-2 text-second italic">
        {grave === 'deleted' ? deleted : hidden(comment.hiddenReason)}
      </p>
    );
  }
  return (
    <article aria-labelledby={`by-${id}`}>
      <Byline comment={comment} address={addressOf(id)} />
      {answers && parentId !== null && parentId !== belowId && (
        <p className="font-sans text-13 text-second">
          {words.discussion.inReplyTo} <a href={addressOf(parentId)}>{answers}</a>
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
        words.discussion.accountDeleted
      )}
      {isByAuthor && <span className="by-author"> {words.discussion.byAuthor}</span>}
      {' · '}
      <a href={address} className="tabular-nums hover:text-accent">
        <time dateTime={createdAt.toISOString()}>{instantInWords(createdAt)}</time>
      </a>
      {editedAt && <span title={instantInWords(editedAt)}> · {words.discussion.edited}</span>}
    </p>
  );
}
