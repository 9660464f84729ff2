/** Submitting a paper to today's edition. */
import { z } from 'zod';
import { systemClock } from '@/lib/clock';
import { publicUrl } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { lookUpAtSource } from '@/lib/ingest/paper-commands';
import { submitPaper } from '@/lib/submissions/commands';
import { REFUSALS } from '@/lib/submissions/rules';
import { submitJson } from '@/lib/submissions/schema';
import { paperPath } from '@/lib/site/paths';
import { operation, type Operation } from '../operation';

export const submissionOperations: readonly Operation[] = [
  operation({
    id: 'submitPaper',
    method: 'post',
    path: '/api/papers/submit',
    tag: 'Papers',
    summary: 'Submit a paper to today’s edition',
    description:
      '`paper` is an ID or address in any known form. `status` is `listed`; `queued` for a curator’s review; `fetching` until arXiv answers; `waiting` if someone already submitted it; or `refused`, with the reason.',
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
    failures: { 404: 'arXiv doesn’t have the paper.' },
    limits: { account: 'submit', network: 'submit_network' },
    async handle({ body, reader, db }) {
      const proposal = { ...body, submitter: reader, now: systemClock() };
      const submitted = await submitPaper(db, proposal, lookUpAtSource);
      const { status, paperId } = submitted;
      if (status === 'unknown') throw new AppError('not_found', REFUSALS.unknown);
      return {
        body: {
          status,
          paper: { id: paperId, url: `${publicUrl}${paperPath(paperId)}` },
          listedOn: status === 'listed' ? submitted.listedOn : null,
          reason: status === 'refused' ? REFUSALS[submitted.standing] : null,
        },
      };
    },
  }),
];
