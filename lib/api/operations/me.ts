/** What a token says of its reader. */
import { z } from 'zod';
import { operation } from '@/lib/http/operation';
import { dailyPaperShape } from '../shapes';

const TAG = 'You';

export const myDigest = operation({
  id: 'myDigest',
  method: 'get',
  path: '/api/me/digest',
  tag: TAG,
  summary: 'Your next digest, as it would be now',
  scope: 'digest',
  answer: z
    .object({
      day: z.iso.date(),
      papers: z.array(dailyPaperShape.extend({ reason: z.string() })),
    })
    .meta({ id: 'Digest' }),
  failures: { 404: 'You don’t get the morning mail, so there is no digest of yours.' },
});
