/** A paper's discussion, set like a newspaper's letters: hairlines between, replies indented. */
import { Pager } from '@/components/feed/pager';
import { Outside } from '@/components/paper/facts';
import { EDIT_WITHIN_MINUTES } from '@/lib/comments/rules';
import { nest, THREAD_SORTS, type Nested, type ThreadSort } from '@/lib/comments/thread';
import type { ShownComment, ThreadPage } from '@/lib/comments/queries';
import { discussPath, paperPath } from '@/lib/site/paths';
import { words } from '@/lib/words';
import { CommentView } from './comment-view';

type Props = {
  paperId: string;
  count: number;
  /** Number of comments on Hugging Face, with a link. */
  upstreamCount: number;
  thread: ThreadPage;
  sort: ThreadSort;
  isClosed: boolean;
  now: Date;
};

const EDIT_WITHIN_MS = EDIT_WITHIN_MINUTES * 60_000;
const ACT = 'inline-flex min-h-11 min-w-11 items-center text-second hover:text-accent md:min-h-8';

export function Thread({ paperId, count, upstreamCount, thread, sort, ...shared }: Props) {
  const { isClosed } = shared;
  const { comments, handles, page, hasNext } = thread;
  return (
    <section
      id="discussion"
      aria-labelledby="discussion-title"
      className="mt-12 scroll-mt-16 border-t border-ink pt-4"
    >
      <h2 id="discussion-title" className="text-26">
        {words.discussion.title}
      </h2>
      <p className="mt-1 text-second">
        {count === 0 ? words.discussion.none : words.paper.comments(count)}
        {upstreamCount > 0 && (
          <>
            {' · '}
            <Outside href={`https://huggingface.co/papers/${paperId}#community`}>
              <span className="underline">{words.discussion.onHuggingFace(upstreamCount)}</span>
            </Outside>
          </>
        )}
      </p>
      <div className="no-print flex flex-wrap items-center justify-between gap-x-6">
        {isClosed ? (
          <p className="py-2 text-second">{words.discussion.closed}</p>
        ) : (
          <a href={discussPath(paperId)} className="link inline-flex min-h-11 items-center">
            {words.discussion.titles.comment}
          </a>
        )}
        {count > 1 && <Sorts paperId={paperId} chosen={sort} />}
      </div>
      {comments.length > 0 && (
        <Letters
          letters={nest(comments)}
          handles={handles}
          paperId={paperId}
          {...shared}
          isWhole={page === 0 && !hasNext}
          className="thread"
        />
      )}
      <Pager path={threadPath(paperId, sort)} page={page} hasNext={hasNext} at="#discussion" />
    </section>
  );
}

function Sorts({ paperId, chosen }: { paperId: string; chosen: ThreadSort }) {
  return (
    <nav aria-label={words.discussion.order}>
      <ul className="flex flex-wrap gap-x-4 text-15">
        {THREAD_SORTS.map((sort) => (
          <li key={sort}>
            <a
              href={`${threadPath(paperId, sort)}#discussion`}
              aria-current={sort === chosen ? 'true' : undefined}
              className="inline-flex min-h-11 items-center text-second hover:text-accent aria-[current]:text-accent"
            >
              {words.discussion.sorts[sort]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

type LettersProps = {
  letters: Nested<ShownComment>[];
  handles: ReadonlySet<string>;
  paperId: string;
  isClosed: boolean;
  now: Date;
  /** The whole thread is on this page. */
  isWhole: boolean;
  belowId?: string;
  className?: string;
};

function Letters({ letters, belowId, className, ...shared }: LettersProps) {
  const { handles, paperId, isClosed, isWhole, now } = shared;
  const addressOf = (id: string) => (isWhole ? `#c-${id}` : `${discussPath(paperId)}?at=${id}`);
  return (
    <ol className={className}>
      {letters.map(({ comment, replies }) => (
        <li key={comment.id} id={`c-${comment.id}`}>
          <CommentView
            comment={comment}
            handles={handles}
            addressOf={addressOf}
            {...(belowId !== undefined && { belowId })}
          >
            <p className="no-print flex gap-x-4 text-15">
              {!isClosed && (
                <Act to={`${discussPath(paperId)}?reply=${comment.id}`} comment={comment}>
                  {words.discussion.reply}
                </Act>
              )}
              <Act to={`${discussPath(paperId)}?report=${comment.id}`} comment={comment}>
                {words.discussion.report}
              </Act>
              {comment.author && isNew(comment, now) && (
                <Edit comment={comment} paperId={paperId} handle={comment.author.handle} />
              )}
            </p>
          </CommentView>
          {replies.length > 0 && <Letters {...shared} letters={replies} belowId={comment.id} />}
        </li>
      ))}
    </ol>
  );
}

type EditProps = { comment: ShownComment; paperId: string; handle: string };

/** Shown by public/reader.js to the writer while the comment can be edited. */
function Edit({ comment, paperId, handle }: EditProps) {
  return (
    <a
      href={`${discussPath(paperId)}?edit=${comment.id}`}
      hidden
      data-own={handle}
      data-until={comment.createdAt.getTime() + EDIT_WITHIN_MS}
      aria-describedby={`by-${comment.id}`}
      className={ACT}
    >
      {words.discussion.edit}
    </a>
  );
}

function isNew({ createdAt }: ShownComment, now: Date): boolean {
  return now.getTime() - createdAt.getTime() < EDIT_WITHIN_MS;
}

/** A link under a comment. Screen readers hear the comment’s byline with it. */
function Act({ to, comment, children }: { to: string; comment: ShownComment; children: string }) {
  return (
    <a href={to} rel="nofollow" aria-describedby={`by-${comment.id}`} className={ACT}>
      {children}
    </a>
  );
}

function threadPath(paperId: string, sort: ThreadSort): string {
  return sort === 'oldest' ? paperPath(paperId) : `${paperPath(paperId)}?sort=${sort}`;
}
