/** Schemas of the discussion's forms, and of a thread's query. */
import { z } from 'zod';
import { THREAD_SORTS, type ThreadSort } from './thread';

export const REPORT_REASONS = ['spam', 'off_topic', 'abuse', 'wrong_data', 'other'] as const;
export const MAX_REPORT_NOTE = 1_000;

const commentId = z.string().min(1).max(64);
const blankIsNone = (value: unknown) => (value === '' ? undefined : value);

export const commentForm = z.object({
  body: z.string().default(''),
  parentId: z.preprocess(blankIsNone, commentId.optional()).transform((id) => id ?? null),
});
export const editForm = z.object({ body: z.string().default(''), commentId });
/** A new comment, reply or edit, for preview only. */
export const previewForm = commentForm.extend({
  commentId: z.preprocess(blankIsNone, commentId.optional()),
});
export const deleteForm = z.object({ commentId });
export const reportForm = z.object({
  /** Without one it is about the paper. */
  commentId: z.preprocess(blankIsNone, commentId.optional()),
  reason: z.enum(REPORT_REASONS),
  note: z
    .string()
    .default('')
    .transform((text) =>
      text
        .replace(/[^\P{Cc}\n]/gu, '')
        .toWellFormed()
        .trim(),
    )
    .pipe(z.string().max(MAX_REPORT_NOTE)),
});
export const claimForm = z.object({ authorName: z.string().min(1).max(500) });

/** Ignores unknown words. */
export function threadSort(value: string | undefined): ThreadSort {
  return THREAD_SORTS.find((sort) => sort === value) ?? 'oldest';
}
