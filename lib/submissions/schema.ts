/** What a submission may say: the paper, a note, and two links that are shown and never followed. */
import { z } from 'zod';
import { parsePaperId } from '@/lib/papers/ids';
import { writtenLine } from '@/lib/written-text';
import { MAX_NOTE } from './rules';
import { words } from '@/lib/words';

const MAX_LINK = 300;
/** Names with a dot; addresses by number and names without one are nobody's project page. */
const HOST = /^(?!.*\.\d+$)[a-z0-9-]+(\.[a-z0-9-]+)+$/;

const paper = z
  .string()
  .trim()
  .max(500)
  .transform((text, context) => {
    const parsed = parsePaperId(text);
    if (parsed) return parsed.id;
    context.addIssue({ code: 'custom', message: words.validation.paperId });
    return z.NEVER;
  });

const note = z
  .string()
  .transform(writtenLine)
  .pipe(z.string().max(MAX_NOTE, words.validation.longest(MAX_NOTE)))
  .default('');

/** A link that a browser may follow; we never do. */
const link = z
  .string()
  .trim()
  .max(MAX_LINK, words.validation.longest(MAX_LINK))
  .transform((text, context) => {
    if (text === '') return null;
    const url = URL.canParse(text) ? new URL(text) : null;
    const isSound =
      url?.protocol === 'https:' && !url.username && !url.password && HOST.test(url.hostname);
    if (url && isSound) return url.href;
    context.addIssue({ code: 'custom', message: words.validation.https });
    return z.NEVER;
  })
  .default(null);

const links = { codeUrl: link, projectUrl: link };

export const submitForm = z.object({
  paper,
  note,
  ...links,
  isRevision: z
    .literal('on')
    .optional()
    .transform((value) => value === 'on'),
});

/** As submitForm, said in JSON. */
export const submitJson = z.object({
  paper,
  note,
  ...links,
  isRevision: z.boolean().default(false),
});
