/** Schemas of a submission: the paper, a note, and two links that the server never fetches. */
import { z } from 'zod';
import { parsePaperId } from '@/lib/papers/ids';
import { writtenLine } from '@/lib/written-text';
import { MAX_NOTE } from './rules';
import { words } from '@/lib/words';

const MAX_LINK = 300;
/** Only names with a dot: IP addresses and local names are no public project pages. */
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

/** A link for the browser; the server never fetches it. */
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

/** submitForm as JSON. */
export const submitJson = z.object({
  paper,
  note,
  ...links,
  isRevision: z.boolean().default(false),
});
