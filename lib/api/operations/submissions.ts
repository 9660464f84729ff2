/** Submitting a paper, as a signed-in reader. */
import { z } from 'zod';
import { operation } from '@/lib/http/operation';
import { submitJson } from '@/lib/submissions/schema';

export const submitOperation = operation({
  id: 'submitPaper',
  method: 'post',
  path: '/api/papers/submit',
  tag: 'Papers',
  summary: 'Submit a paper to today’s edition',
  description:
    '`paper` is an id or address in any known form. The answer says what became of it: `listed`; `queued` for a curator; `fetching`, kept until arXiv answers; `waiting`, submitted before; `refused`, with the reason, such as that an edition had it.',
  scope: 'submissions',
  body: submitJson,
  answer: z
    .object({
      status: z.enum(['listed', 'queued', 'fetching', 'waiting', 'refused']),
      paper: z.object({ id: z.string(), url: z.string() }),
      listedOn: z.iso.date().nullable(),
      reason: z.string().nullable(),
    })
    .meta({ id: 'Submission' }),
  failures: { 404: 'arXiv has no such paper.' },
});
