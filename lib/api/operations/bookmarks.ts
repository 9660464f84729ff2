/** A reader's bookmarks. */
import { z } from 'zod';
import { operation } from '@/lib/http/operation';
import { paperIdParam } from './papers';

const params = z.object({ id: paperIdParam });
const answer = z.object({ saved: z.boolean() });
const failures = { 404: 'Broadsheet has no such paper.' };

export const saveOperation = operation({
  id: 'savePaper',
  method: 'put',
  path: '/api/papers/{id}/bookmark',
  tag: 'Readers',
  summary: 'Save a paper to your library',
  description: 'Saving what is saved changes nothing.',
  scope: 'library',
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
  scope: 'library',
  params,
  answer,
  failures,
});
