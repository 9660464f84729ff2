/** POST /admin/[section]: curators' actions, distinguished by button. */
import { requireCurator } from '@/lib/accounts/sessions/identity-commands';
import type { Reader } from '@/lib/accounts/types';
import { systemClock } from '@/lib/clock';
import { judgeClaim } from '@/lib/curation/claim-commands';
import { barAddress, liftBar } from '@/lib/curation/mail-commands';
import { mergePapers } from '@/lib/curation/merge-commands';
import { hidePaper, showPaper } from '@/lib/curation/paper-commands';
import { setRole, suspendReader, trustReader } from '@/lib/curation/reader-commands';
import { resolveReport, showComment } from '@/lib/curation/report-commands';
import * as forms from '@/lib/curation/schema';
import { judgeDiscount } from '@/lib/votes/discount-commands';
import { database } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { fieldsOf, formObject, formRoute, seeOther } from '@/lib/http/form';
import { listSubmission, refuseSubmission } from '@/lib/submissions/decision-commands';
import { deskPath } from '@/lib/site/paths';

type Act = (curator: Reader, fields: object) => Promise<string>;

/** Each returns the key of its outcome (words.outcomes.desk.done). */
const ACTS: Record<string, Act> = {
  async 'list-submission'(curator, fields) {
    const { id } = fieldsOf(forms.idForm, fields);
    await listSubmission(database(), curator, { id, now: systemClock() });
    return 'listed';
  },
  async 'refuse-submission'(curator, fields) {
    const { id } = fieldsOf(forms.idForm, fields);
    const { reason } = fieldsOf(forms.reasonForm, fields);
    await refuseSubmission(database(), curator, { id, reason, now: systemClock() });
    return 'refused';
  },
  async 'resolve-report'(curator, fields) {
    const report = fieldsOf(forms.reportForm, fields);
    await resolveReport(database(), curator, { ...report, now: systemClock() });
    return 'resolved';
  },
  async 'show-comment'(curator, fields) {
    await showComment(database(), curator, fieldsOf(forms.idForm, fields).id);
    return 'shown';
  },
  'accept-claim': (curator, fields) => judgeAuthor(curator, fields, true),
  'refuse-claim': (curator, fields) => judgeAuthor(curator, fields, false),
  async 'hide-paper'(curator, fields) {
    const { paper: paperId, reason } = fieldsOf(forms.hideForm, fields);
    await hidePaper(database(), curator, { paperId, reason, now: systemClock() });
    return 'hidden';
  },
  async 'show-paper'(curator, fields) {
    await showPaper(database(), curator, fieldsOf(forms.paperForm, fields).paper);
    return 'shown';
  },
  async 'merge-papers'(curator, fields) {
    const { double: doubleId, kept: keptId } = fieldsOf(forms.mergeForm, fields);
    await mergePapers(database(), curator, { doubleId, keptId, now: systemClock() });
    return 'merged';
  },
  'undo-discount': (curator, fields) => judge(curator, fields, false),
  'restore-discount': (curator, fields) => judge(curator, fields, true),
  trust: (curator, fields) => trust(curator, fields, systemClock()),
  distrust: (curator, fields) => trust(curator, fields, null),
  suspend: (curator, fields) => suspend(curator, fields, systemClock()),
  'let-back': (curator, fields) => suspend(curator, fields, null),
  'make-curator': (curator, fields) => appoint(curator, fields, 'curator'),
  'unmake-curator': (curator, fields) => appoint(curator, fields, 'reader'),
  async 'bar-address'(curator, fields) {
    const { address: email } = fieldsOf(forms.addressForm, fields);
    await barAddress(database(), curator, { email, now: systemClock() });
    return 'barred';
  },
  async 'lift-bar'(curator, fields) {
    await liftBar(database(), curator, fieldsOf(forms.addressForm, fields).address);
    return 'lifted';
  },
};

async function judgeAuthor(curator: Reader, fields: object, isAccepted: boolean): Promise<string> {
  const { paper: paperId, user: userId } = fieldsOf(forms.claimForm, fields);
  await judgeClaim(database(), curator, { paperId, userId, isAccepted, now: systemClock() });
  return isAccepted ? 'accepted' : 'declined';
}

async function judge(curator: Reader, fields: object, stands: boolean): Promise<string> {
  const { paper: paperId, user: userId, reason } = fieldsOf(forms.discountForm, fields);
  const which = { paperId, userId, reason };
  await judgeDiscount(database(), curator, { ...which, stands, now: systemClock() });
  return stands ? 'restored' : 'undone';
}

async function trust(curator: Reader, fields: object, now: Date | null): Promise<string> {
  await trustReader(database(), curator, { userId: readerIn(fields), now });
  return 'role';
}

async function suspend(curator: Reader, fields: object, now: Date | null): Promise<string> {
  await suspendReader(database(), curator, { userId: readerIn(fields), now });
  return 'role';
}

async function appoint(curator: Reader, fields: object, role: Reader['role']): Promise<string> {
  await setRole(database(), curator, { userId: readerIn(fields), role });
  return 'role';
}

function readerIn(fields: object): string {
  return fieldsOf(forms.readerForm, fields).user;
}

type Context = { params: Promise<{ section: string }> };
const SECTION = /^[a-z]{1,20}$/;

export const POST = formRoute(async (form, { params }: Context, request) => {
  const curator = await requireCurator(request.headers);
  const { section } = await params;
  const { act: name, ...fields } = formObject(form);
  const act = typeof name === 'string' && Object.hasOwn(ACTS, name) ? ACTS[name] : undefined;
  if (!act || !SECTION.test(section)) throw new AppError('bad_request');
  return seeOther(`${deskPath(section)}?done=${await act(curator, fields)}`);
});
