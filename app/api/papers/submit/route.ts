/** POST /api/papers/submit: as the form, for programs. */
import { acting } from '@/lib/api/acting';
import { submitOperation } from '@/lib/api/operations/submissions';
import { systemClock } from '@/lib/clock';
import { database } from '@/lib/db/client';
import { publicUrl } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { methods } from '@/lib/http/api-route';
import { clientNetwork, requireAllowance } from '@/lib/http/limit-commands';
import { lookUpAtSource } from '@/lib/ingest/paper-commands';
import { paperPath } from '@/lib/papers/ids';
import { submitPaper } from '@/lib/submissions/commands';
import { REFUSALS } from '@/lib/submissions/rules';

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = methods({
  POST: acting(submitOperation, async ({ body }, reader, request) => {
    await requireAllowance('submit', reader.id);
    await requireAllowance('submit_network', clientNetwork(request.headers));
    const proposal = { ...body, submitter: reader, now: systemClock() };
    const submitted = await submitPaper(database(), proposal, lookUpAtSource);
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
  }),
});
