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
import { CLAIM_STATE, problemWords } from '@/lib/comments/words';
import type { Reader } from '@/lib/accounts/types';
import { systemClock } from '@/lib/clock';
import { evidenceOf } from '@/lib/comments/authorship/rules';
import { claimantOf, findClaim } from '@/lib/comments/authorship/authorship-queries';
import { findDraft, getComment } from '@/lib/comments/queries';
import { changeProblem, draftPlace } from '@/lib/comments/rules';
import { database } from '@/lib/db/client';
import { single, type SearchParams } from '@/lib/site/params';
import { PATHS } from '@/lib/site/paths';

const TITLES = {
  comment: 'Write a comment',
  reply: 'Answer a comment',
  edit: 'Edit your comment',
  delete: 'Delete your comment?',
  report: 'Tell the curators',
  claim: 'I wrote this paper',
} as const;

export type Asked = {
  act: keyof typeof TITLES;
  /** The comment that it is about. */
  commentId: string | null;
  title: string;
  /** What of the address says so, to come back to it after signing in. */
  query: string;
};

const ABOUT_COMMENTS = ['reply', 'edit', 'delete', 'report'] as const;

/** What an address asks for; to write a comment, where it says nothing else. */
export function asked(query: Awaited<SearchParams>): Asked {
  for (const act of ABOUT_COMMENTS) {
    const id = single(query[act]);
    if (!id) continue;
    const commentId = act === 'report' && id === 'paper' ? null : id;
    return {
      act,
      commentId,
      title: TITLES[act],
      query: String(new URLSearchParams({ [act]: id })),
    };
  }
  const act = query.claim === undefined ? 'comment' : 'claim';
  return { act, commentId: null, title: TITLES[act], query: act === 'claim' ? 'claim=1' : '' };
}

type Paper = { id: string; hiddenAt: Date | null; authors: { name: string }[] };
type Props = { task: Asked; paper: Paper; reader: Reader; path: string };

export async function Task({ task, paper, reader, path }: Props) {
  const { act, commentId } = task;
  if (act === 'claim') return <Claim paper={paper} reader={reader} path={path} />;
  if (commentId === null) {
    if (act === 'report') return <ReportForm path={path} />;
    if (paper.hiddenAt) return <p>{problemWords('closed')}</p>;
    return (
      <>
        <Write paper={paper} reader={reader} path={path} />
        <p className="text-15">
          Is it your paper? <a href={`${path}?claim=1`}>Say that you wrote it</a>, and what you
          write is marked. Is something wrong with it?{' '}
          <a href={`${path}?report=paper`}>Tell the curators</a>.
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
  switch (task.act) {
    case 'edit': {
      const problem = problemOf('edit');
      if (problem)
        return (
          <Refused act="edit" problem={problem}>
            {shown}
          </Refused>
        );
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
      if (problem)
        return (
          <Refused act="delete" problem={problem}>
            {shown}
          </Refused>
        );
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
              This one is yours.{' '}
              {!problemOf('edit') && <a href={`${path}?edit=${commentId}`}>Edit it</a>}{' '}
              {!problemOf('delete') && <a href={`${path}?delete=${commentId}`}>Delete it</a>}
            </p>
          )}
          {paper.hiddenAt ? (
            <p>{problemWords('closed')}</p>
          ) : (
            <Write paper={paper} reader={reader} path={path} parentId={commentId} />
          )}
        </>
      );
  }
}

type WriteProps = Omit<Props, 'task'> & { parentId?: string };

/** The form of a new comment, with what was written and only looked at so far. */
async function Write({ paper, reader, path, parentId }: WriteProps) {
  const where = { ...draftPlace(paper.id, { parentId }), userId: reader.id };
  const draft = await findDraft(database(), where);
  return (
    <>
      {draft && <Preview {...draft} />}
      <WriteForm
        path={path}
        parentId={parentId ?? null}
        body={draft?.body ?? ''}
        label={parentId ? 'Your answer' : 'Your comment'}
        button="Send it"
      />
    </>
  );
}

function Refused({
  act,
  problem,
  children,
}: {
  act: 'edit' | 'delete';
  problem: string;
  children: React.ReactNode;
}) {
  return (
    <>
      <p role="alert" className="font-semibold">
        {problemWords(problem === 'too_late' ? `${act}_too_late` : problem)}
      </p>
      {children}
    </>
  );
}

async function Claim({ paper, reader, path }: Omit<Props, 'task'>) {
  const db = database();
  const claim = await findClaim(db, { paperId: paper.id, userId: reader.id });
  if (claim && claim.state !== 'refused') {
    return (
      <p role="status">
        Your claim to be {claim.authorName} {CLAIM_STATE[claim.state]}.
      </p>
    );
  }
  if (paper.authors.length === 0) return <p>Nobody has told us who wrote this paper yet.</p>;
  const evidence = evidenceOf(await claimantOf(db, reader.id));
  if (!evidence) {
    return (
      <p>
        {problemWords('no_evidence')} Both are in <a href={PATHS.account}>your account</a>.
      </p>
    );
  }
  const authors = [...new Set(paper.authors.map(({ name }) => name))];
  return (
    <>
      {claim && <p role="status">Your earlier claim {CLAIM_STATE[claim.state]}.</p>}
      <ClaimForm path={path} authors={authors} evidence={evidence} />
    </>
  );
}
