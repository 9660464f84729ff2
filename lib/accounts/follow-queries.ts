/** Reads the author or topic that an address of /follow names. */
import { single } from '@/lib/site/params';
import type { Followed } from './follow-commands';
import type { Db } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { getAuthor } from '@/lib/papers/author-queries';
import { getTopic } from '@/lib/papers/topics/topic-queries';
import { isEntry } from '@/lib/subscriptions/schema';
import { authorPath, followPath, topicPath } from '@/lib/site/paths';

type Fields = Record<string, string | string[] | undefined>;

/** `page` shows the author or topic; `path` is the page to follow it. */
type FollowTarget = Followed & { title: string; page: string; path: string };

/** Throws not_found. */
export async function getFollowTarget(db: Db, fields: Fields): Promise<FollowTarget> {
  const [topic, author] = [single(fields.topic), single(fields.author)];
  if (topic) {
    const { slug, name } = await getTopic(db, topic);
    const followed = { kind: 'topics', name: slug } as const;
    return { ...followed, title: name, page: topicPath(slug), path: followPath({ topic: slug }) };
  }
  if (!author || !isEntry(author)) throw new AppError('not_found');
  const { name } = await getAuthor(db, author);
  const followed = { kind: 'authors', name } as const;
  return { ...followed, title: name, page: authorPath(name), path: followPath({ author: name }) };
}
