/** Submits a paper: paste an id, preview, list. Only the form's POST changes anything. */
import type { Metadata } from 'next';
import { words } from '@/lib/words';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { signInPath } from '@/app/sign-in/path';
import { PaperPreview } from '@/components/submission/paper-preview';
import { LookUpForm, PATH, SubmitForm } from '@/components/submission/submit-form';
import { SubmissionList } from '@/components/submission/submission-list';
import { PlainPage } from '@/components/ui/plain-page';
import { FormResult } from '@/components/ui/form-result';
import { findReader } from '@/lib/accounts/sessions/identity-commands';
import type { Reader } from '@/lib/accounts/types';
import { systemClock } from '@/lib/clock';
import { database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { type SearchParams, sentenceFor, single } from '@/lib/site/params';
import { submissionsOf } from '@/lib/submissions/queries';
import { mustWait, RELIST_AFTER_DAYS, type Standing } from '@/lib/submissions/rules';
import { previewOf, type Preview } from '@/lib/submissions/preview-commands';
import { paperPath } from '@/lib/site/paths';

export const metadata: Metadata = { title: words.submit.title, robots: { index: false } };

const SHOWN = 20;

export default async function SubmitPage({ searchParams }: { searchParams: SearchParams }) {
  const query = await searchParams;
  const paper = single(query.paper)?.trim() ?? '';
  const reader = await findReader(await headers());
  if (!reader)
    redirect(signInPath({ next: paper ? `${PATH}?paper=${encodeURIComponent(paper)}` : PATH }));
  const [preview, own] = await Promise.all([
    paper ? previewOf(reader, paper) : null,
    submissionsOf(database(), reader.id, SHOWN),
  ]);
  const problem = sentenceFor(words.outcomes.submission.problem, preview?.problem ?? query.problem);
  const done = sentenceFor(words.outcomes.submission.done, query.done);
  return (
    <PlainPage siteName={env.SITE_NAME} title={words.submit.title}>
      <FormResult done={done} problem={problem} />
      {!preview && <p>{words.submit.intro}</p>}
      <LookUpForm paper={paper} isFirst={!preview} />
      {preview?.problem === null && (
        <Found preview={preview} reader={reader} typed={typedBefore(await searchParams)} />
      )}
      <SubmissionList submissions={own} />
    </PlainPage>
  );
}

type Found = Extract<Preview, { problem: null }>;
type Typed = ReturnType<typeof typedBefore>;

function Found({ preview, reader, typed }: { preview: Found; reader: Reader; typed: Typed }) {
  const { paperId, paper, standing, version } = preview;
  const isListable = standing === 'unlisted' || standing === 'revised';
  return (
    <>
      {paper ? <PaperPreview {...paper} /> : <p>{words.submit.arxivDown(paperId)}</p>}
      {standing !== 'unlisted' && (
        <p>
          {standingInWords(standing)} <a href={paperPath(paperId)}>{words.submit.toPaper}</a>
        </p>
      )}
      {isListable && (
        <SubmitForm
          paperId={paperId}
          typed={typed}
          revision={standing === 'revised' ? version : null}
          waits={mustWait(reader, systemClock())}
        />
      )}
    </>
  );
}

function typedBefore(query: Awaited<SearchParams>) {
  return {
    note: single(query.note) ?? '',
    codeUrl: single(query.codeUrl) ?? '',
    projectUrl: single(query.projectUrl) ?? '',
  };
}

function standingInWords(standing: Exclude<Standing, 'unlisted'>): string {
  const sentences = words.outcomes.submission.standing;
  return standing === 'listed' ? sentences.listed(RELIST_AFTER_DAYS) : sentences[standing];
}
