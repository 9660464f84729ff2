/** POST /papers/for-you: dismisses a paper, or resets all dismissals. */
import { z } from 'zod';
import { signInPath } from '@/app/sign-in/path';
import { findReader } from '@/lib/accounts/sessions/identity-commands';
import { database } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { formObject, formRoute, seeOther } from '@/lib/http/form';
import { requireAllowance } from '@/lib/http/limit-commands';
import { dismissPaper, forgetDismissals } from '@/lib/search/reader/personal-commands';
import { PATHS } from '@/lib/site/paths';

const PATH = PATHS.forYou;
const choiceForm = z.union([
  z.object({ less: z.string().min(1).max(200) }),
  z.object({ act: z.literal('forget') }),
]);

export const POST = formRoute(async (form, _context, request) => {
  const reader = await findReader(request.headers);
  if (!reader) return seeOther(signInPath({ next: PATH }));
  await requireAllowance('keep', reader.id);
  const parsed = choiceForm.safeParse(formObject(form));
  if (!parsed.success) throw new AppError('bad_request');
  if ('less' in parsed.data) await dismissPaper(database(), reader.id, parsed.data.less);
  else await forgetDismissals(database(), reader.id);
  return seeOther(PATH);
});
