/** Reads the newest comments on a paper as entries of a feed. */
import type { Db } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { plainText } from '@/lib/papers/maths/rich-text';
import { paperPath } from '@/lib/site/paths';
import { escapeHtml } from './entries';
import { FEED_LENGTH } from './queries';
import type { FeedEntry } from './types';
import { words } from '@/lib/words';

export type CommentFeed = {
  paperId: string;
  title: string;
  page: string;
  publishedOn: Date;
  entries: FeedEntry[];
};

/** The newest comments of a paper, with its title and page. Throws not_found, also if hidden. */
export async function newestComments(db: Db, id: string, siteUrl: string): Promise<CommentFeed> {
  const paper = await db.paper.findUnique({
    where: { id, hiddenAt: null },
    select: {
      title: true,
      publishedOn: true,
      comments: {
        where: { deletedAt: null, hiddenAt: null },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: FEED_LENGTH,
        include: { user: { select: { name: true } } },
      },
    },
  });
  if (!paper) throw new AppError('not_found', words.refusals.noPaper(id));
  const [title, page] = [plainText(paper.title), encodeURI(paperPath(id))];
  const entries = paper.comments.map((comment): FeedEntry => {
    const name = comment.user?.name ?? words.feeds.formerReader;
    return {
      url: `${siteUrl}${page}#c-${comment.id}`,
      title: words.feeds.commentBy(name, title),
      html: paragraphs(comment.body),
      authors: [name],
      labels: [],
      publishedAt: comment.createdAt,
      updatedAt: comment.editedAt ?? comment.createdAt,
      imageUrl: null,
    };
  });
  return { paperId: id, title, page, publishedOn: paper.publishedOn, entries };
}

/** The comment as typed, because feed readers don't render our Markdown. */
function paragraphs(body: string): string {
  return body
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escapeHtml(paragraph.trim()).replaceAll('\n', '<br>')}</p>`)
    .join('');
}
