/** POST /papers/submit: lists a paper, or explains the wait. */
import { signInPath } from '@/app/sign-in/path';
import { PATH } from '@/components/submission/submit-form';
import { findReader } from '@/lib/accounts/sessions/identity-commands';
import { systemClock } from '@/lib/clock';
import { database } from '@/lib/db/client';
import { formObject, formRoute, seeOther } from '@/lib/http/form';
import { clientNetwork, requireAllowance } from '@/lib/http/limit-commands';
import { lookUpAtSource } from '@/lib/ingest/paper-commands';
import { submitPaper, type Submitted } from '@/lib/submissions/commands';
import { submitForm } from '@/lib/submissions/schema';

/** Longer than any valid field: enough to show the input again. */
const KEPT_CHARS = 600;

export const POST = formRoute(async (form, _context, request) => {
  const fields = formObject(form);
  const reader = await findReader(request.headers);
  const paper = String(fields.paper ?? '').slice(0, KEPT_CHARS);
  if (!reader) return seeOther(signInPath({ next: `${PATH}?${new URLSearchParams({ paper })}` }));
  const parsed = submitForm.safeParse(fields);
  if (!parsed.success) {
    return seeOther(backTo(fields, String(parsed.error.issues[0]?.path[0] ?? 'paper')));
  }
  await requireAllowance('submit', reader.id);
  await requireAllowance('submit_network', clientNetwork(request.headers));
  const proposal = { ...parsed.data, submitter: reader, now: systemClock() };
  return seeOther(pageAfter(await submitPaper(database(), proposal, lookUpAtSource)));
});

/** The page with the input, for the reader to correct. */
function backTo(fields: Record<string, string | string[]>, problem: string): string {
  const query = new URLSearchParams({ problem });
  for (const name of ['paper', 'note', 'codeUrl', 'projectUrl']) {
    const typed = fields[name];
    if (typeof typed === 'string' && typed) query.set(name, typed.slice(0, KEPT_CHARS));
  }
  return `${PATH}?${query}`;
}

/** A paper that can't be listed is shown with the reason and its link. */
function pageAfter(submitted: Submitted): string {
  switch (submitted.status) {
    case 'listed':
    case 'queued':
    case 'fetching':
      return `${PATH}?done=${submitted.status}`;
    case 'waiting':
    case 'unknown':
      return `${PATH}?problem=${submitted.status}`;
    case 'refused':
      return `${PATH}?${new URLSearchParams({ paper: submitted.paperId })}`;
  }
}
