/** Submit a paper: paste an id, look at it, list it. A look changes nothing; only the form's POST does. */
import type { Metadata } from 'next';
import { words } from '@/lib/words';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { signInPath } from '@/app/sign-in/path';
import { PaperPreview } from '@/components/submission/paper-preview';
import { LookUpForm, PATH, SubmitForm } from '@/components/submission/submit-form';
import { SubmissionList } from '@/components/submission/submission-list';
import { PlainPage } from '@/components/ui/plain-page';
import { Said } from '@/components/ui/said';
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
  const asked = await searchParams;
  const paper = single(asked.paper)?.trim() ?? '';
  const reader = await findReader(await headers());
  if (!reader)
    redirect(signInPath({ next: paper ? `${PATH}?paper=${encodeURIComponent(paper)}` : PATH }));
  const [preview, own] = await Promise.all([
    paper ? previewOf(reader, paper) : null,
    submissionsOf(database(), reader.id, SHOWN),
  ]);
  const problem = sentenceFor(words.outcomes.submission.problem, preview?.problem ?? asked.problem);
  const done = sentenceFor(words.outcomes.submission.done, asked.done);
  return (
    <PlainPage siteName={env.SITE_NAME} title={words.submit.title}>
      <Said done={done} problem={problem} />
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

function typedBefore(asked: Awaited<SearchParams>) {
  return {
    note: single(asked.note) ?? '',
    codeUrl: single(asked.codeUrl) ?? '',
    projectUrl: single(asked.projectUrl) ?? '',
  };
}

function standingInWords(standing: Exclude<Standing, 'unlisted'>): string {
  const sentences = words.outcomes.submission.standing;
  return standing === 'listed' ? sentences.listed(RELIST_AFTER_DAYS) : sentences[standing];
}
