import { orNotFound } from '@/app/site';
import { CommentView } from '@/components/comment/comment-view';
import {
  ClaimForm,
  DeleteForm,
  EditForm,
  Preview,
  ReportForm,
  WriteForm,
} from '@/components/comment/forms';
import { Marked } from '@/components/ui/marked';
import { PROBLEMS } from '@/lib/comments/problems';
import { FormResult } from '@/components/ui/form-result';
import type { Reader } from '@/lib/accounts/types';
import { systemClock } from '@/lib/clock';
import { evidenceOf } from '@/lib/comments/authorship/rules';
import { claimantOf, findClaim } from '@/lib/comments/authorship/authorship-queries';
import { findDraft, getComment } from '@/lib/comments/queries';
import { changeProblem, draftPlace, type ChangeProblem } from '@/lib/comments/rules';
import { database } from '@/lib/db/client';
import { single, type SearchParams } from '@/lib/site/params';
import { words } from '@/lib/words';
import { PATHS } from '@/lib/site/paths';

export type TaskRequest = {
  act: keyof typeof words.discussion.titles;
  /** The comment in question. */
  commentId: string | null;
  /** The address's query for this form, to return to after sign-in. */
  query: string;
};

const ABOUT_COMMENTS = ['reply', 'edit', 'delete', 'report'] as const;

/** The form that an address requests; a new comment by default. */
export function taskIn(query: Awaited<SearchParams>): TaskRequest {
  for (const act of ABOUT_COMMENTS) {
    const id = single(query[act]);
    if (!id) continue;
    const commentId = act === 'report' && id === 'paper' ? null : id;
    return { act, commentId, query: String(new URLSearchParams({ [act]: id })) };
  }
  const act = query.claim === undefined ? 'comment' : 'claim';
  return { act, commentId: null, query: act === 'claim' ? 'claim=1' : '' };
}

type Paper = { id: string; hiddenAt: Date | null; authors: { name: string }[] };
type Props = { task: TaskRequest; paper: Paper; reader: Reader; path: string };

export async function Task({ task, paper, reader, path }: Props) {
  const { act, commentId } = task;
  if (act === 'claim') return <Claim paper={paper} reader={reader} path={path} />;
  if (commentId === null) {
    if (act === 'report') return <ReportForm path={path} />;
    if (paper.hiddenAt) return <p>{PROBLEMS.closed}</p>;
    return (
      <>
        <Write paper={paper} reader={reader} path={path} />
        <p className="text-15">
          <Marked
            text={words.discussion.more}
            claim={`${path}?claim=1`}
            report={`${path}?report=paper`}
          />
        </p>
      </>
    );
  }
  return <AboutComment {...{ task, paper, reader, path, commentId }} />;
}

async function AboutComment({
  task,
  paper,
  reader,
  path,
  commentId,
}: Props & { commentId: string }) {
  const { comment, userId, handles } = await orNotFound(() =>
    getComment(database(), { paperId: paper.id, id: commentId }),
  );
  const facts = {
    userId,
    createdAt: comment.createdAt,
    deletedAt: comment.grave === 'deleted' ? comment.createdAt : null,
    hiddenAt: comment.grave === 'hidden' ? comment.createdAt : null,
  };
  const now = systemClock();
  const problemOf = (act: 'edit' | 'delete') =>
    changeProblem(facts, { userId: reader.id, act, now });
  const addressOf = (id: string) => `${path}?at=${id}`;
  const shown = <CommentView {...{ comment, handles, addressOf }} />;
  if (comment.grave) return shown;
  const refused = (problem: ChangeProblem, tooLate: string) => (
    <>
      <FormResult problem={problem === 'too_late' ? tooLate : PROBLEMS[problem]} />
      {shown}
    </>
  );
  switch (task.act) {
    case 'edit': {
      const problem = problemOf('edit');
      if (problem) return refused(problem, PROBLEMS.edit_too_late);
      const draft = await findDraft(database(), {
        ...draftPlace(paper.id, { commentId }),
        userId: reader.id,
      });
      return (
        <>
          {draft && <Preview {...draft} />}
          <EditForm path={path} commentId={commentId} body={draft?.body ?? comment.body} />
        </>
      );
    }
    case 'delete': {
      const problem = problemOf('delete');
      if (problem) return refused(problem, PROBLEMS.delete_too_late);
      return (
        <>
          {shown}
          <DeleteForm path={path} commentId={commentId} />
        </>
      );
    }
    case 'report':
      return (
        <>
          {shown}
          <ReportForm path={path} commentId={commentId} />
        </>
      );
    default:
      return (
        <>
          {shown}
          {userId === reader.id && (
            <p className="text-15">
              {words.discussion.yours}{' '}
              {!problemOf('edit') && (
                <a href={`${path}?edit=${commentId}`}>{words.discussion.editYours}</a>
              )}{' '}
              {!problemOf('delete') && (
                <a href={`${path}?delete=${commentId}`}>{words.discussion.deleteYours}</a>
              )}
            </p>
          )}
          {paper.hiddenAt ? (
            <p>{PROBLEMS.closed}</p>
          ) : (
            <Write paper={paper} reader={reader} path={path} parentId={commentId} />
          )}
        </>
      );
  }
}

type WriteProps = Omit<Props, 'task'> & { parentId?: string };

/** The form of a new comment, with the reader's draft. */
async function Write({ paper, reader, path, parentId }: WriteProps) {
  const where = { ...draftPlace(paper.id, { parentId }), userId: reader.id };
  const draft = await findDraft(database(), where);
  return (
    <>
      {draft && <Preview {...draft} />}
      <WriteForm path={path} parentId={parentId ?? null} body={draft?.body ?? ''} />
    </>
  );
}

async function Claim({ paper, reader, path }: Omit<Props, 'task'>) {
  const db = database();
  const claim = await findClaim(db, { paperId: paper.id, userId: reader.id });
  const claimState = claim && words.discussion.claimStates[claim.state](claim.authorName);
  if (claim && claim.state !== 'refused') {
    return <p role="status">{claimState}</p>;
  }
  if (paper.authors.length === 0) return <p>{words.paper.noAuthors}</p>;
  const evidence = evidenceOf(await claimantOf(db, reader.id));
  if (!evidence) {
    return (
      <p>
        {PROBLEMS.no_evidence} <Marked text={words.discussion.claimHow} account={PATHS.account} />
      </p>
    );
  }
  const authors = [...new Set(paper.authors.map(({ name }) => name))];
  return (
    <>
      {claimState && <p role="status">{claimState}</p>}
      <ClaimForm path={path} authors={authors} evidence={evidence} />
    </>
  );
}
