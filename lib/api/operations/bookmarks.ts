/** The papers that an account saves to its library. */
import { z } from 'zod';
import { removeBookmark, saveBookmark } from '@/lib/library/bookmark-commands';
import { operation, type Operation } from '../operation';
import { paperParams } from '../parameters';

const answer = z.object({ saved: z.boolean() });
const failures = { 404: 'The paper doesn’t exist.' };
const limits = { account: 'bookmark' } as const;

export const bookmarkOperations: readonly Operation[] = [
  operation({
    id: 'savePaper',
    method: 'put',
    path: '/api/papers/{+id}/bookmark',
    tag: 'Readers',
    summary: 'Save a paper to your library',
    description: 'Saving a paper twice has no further effect.',
    scope: 'library',
    params: paperParams,
    answer,
    failures,
    limits,
    async handle({ params: { id }, reader, db }) {
      await saveBookmark(db, { userId: reader.id, paperId: id });
      return { body: { saved: true } };
    },
  }),
  operation({
    id: 'removePaper',
    method: 'delete',
    path: '/api/papers/{+id}/bookmark',
    tag: 'Readers',
    summary: 'Remove a paper and its note from your library',
    scope: 'library',
    params: paperParams,
    answer,
    failures,
    limits,
    async handle({ params: { id }, reader, db }) {
      await removeBookmark(db, { userId: reader.id, paperId: id });
      return { body: { saved: false } };
    },
  }),
];
