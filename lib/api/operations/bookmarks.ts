/** A reader's bookmarks. */
import { z } from 'zod';
import { operation } from '@/lib/http/operation';
import { paperIdParam } from './papers';

const params = z.object({ id: paperIdParam });
const answer = z.object({ saved: z.boolean() });
const failures = {
  401: 'Nobody is signed in.',
  403: 'Another site sent this.',
  404: 'Broadsheet has no such paper.',
} as const;

export const saveOperation = operation({
  id: 'savePaper',
  method: 'put',
  path: '/api/papers/{id}/bookmark',
  tag: 'Readers',
  summary: 'Save a paper to your library',
  description: 'Needs a session. Saving what is saved changes nothing.',
  params,
  answer,
  failures,
});

export const removeOperation = operation({
  id: 'removePaper',
  method: 'delete',
  path: '/api/papers/{id}/bookmark',
  tag: 'Readers',
  summary: 'Remove a paper from your library, and its note',
  params,
  answer,
  failures,
});
