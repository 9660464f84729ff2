/** The forms of a discussion. Each works without JavaScript. */
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { SelectField, TextArea } from '@/components/ui/fields';
import { COMMENT_LIMITS } from '@/lib/comments/problems';
import { MAX_REPORT_NOTE, REPORT_REASONS } from '@/lib/comments/schema';
import { words } from '@/lib/words';
import { CommentText } from './comment-text';

type Path = { path: string };

export function WriteForm({
  path,
  parentId,
  body,
}: Path & { parentId: string | null; body: string }) {
  const { yourComment, yourReply, send } = words.discussion;
  return (
    <form action={path} method="post" className="space-y-4">
      {parentId !== null && <input type="hidden" name="parentId" value={parentId} />}
      <BodyField label={parentId === null ? yourComment : yourReply} defaultValue={body} />
      <SendOrPreview act="comment">{send}</SendOrPreview>
    </form>
  );
}

export function EditForm({ path, commentId, body }: Path & { commentId: string; body: string }) {
  return (
    <form action={path} method="post" className="space-y-4">
      <input type="hidden" name="commentId" value={commentId} />
      <BodyField label={words.discussion.yourComment} defaultValue={body} />
      <SendOrPreview act="edit">{words.discussion.save}</SendOrPreview>
    </form>
  );
}

function SendOrPreview({ act, children }: { act: 'comment' | 'edit'; children: ReactNode }) {
  return (
    <p className="flex flex-wrap gap-4">
      <Button name="act" value={act}>
        {children}
      </Button>
      <button
        type="submit"
        name="act"
        value="preview"
        className="min-h-11 px-2 font-sans text-15 text-accent hover:underline"
      >
        {words.discussion.preview}
      </button>
    </p>
  );
}

/** Renders a draft as a comment. */
export function Preview({ body, handles }: { body: string; handles: ReadonlySet<string> }) {
  return (
    <section id="preview" aria-labelledby="preview-title" className="scroll-mt-16">
      <h2 id="preview-title" className="text-22">
        {words.discussion.preview}
      </h2>
      <p className="text-15 text-second">{words.discussion.previewHelp}</p>
      <div className="comment-text mt-2 border-y border-hairline py-3">
        <CommentText text={body} handles={handles} />
      </div>
    </section>
  );
}

export function DeleteForm({ path, commentId }: Path & { commentId: string }) {
  return (
    <form action={path} method="post" className="space-y-4">
      <input type="hidden" name="commentId" value={commentId} />
      <p>{words.discussion.deleteHelp}</p>
      <Button name="act" value="delete" autoFocus>
        {words.discussion.deleteYours}
      </Button>
    </form>
  );
}

/** Reports a comment, or without one the paper. */
export function ReportForm({ path, commentId }: Path & { commentId?: string }) {
  const fitting = REPORT_REASONS.filter((reason) =>
    commentId ? reason !== 'wrong_data' : reason !== 'off_topic' && reason !== 'abuse',
  );
  return (
    <form action={path} method="post" className="space-y-4">
      {commentId !== undefined && <input type="hidden" name="commentId" value={commentId} />}
      <SelectField id="reason" name="reason" label={words.discussion.reportReason} required>
        {fitting.map((reason) => (
          <option key={reason} value={reason}>
            {words.discussion.reportReasons[reason]}
          </option>
        ))}
      </SelectField>
      <TextArea
        id="note"
        name="note"
        label={words.discussion.reportNote}
        rows={4}
        maxLength={MAX_REPORT_NOTE}
        help={words.discussion.reportNoteHelp}
      />
      <Button name="act" value="report">
        {words.discussion.report}
      </Button>
    </form>
  );
}

export function ClaimForm({
  path,
  authors,
  evidence,
}: Path & { authors: string[]; evidence: string }) {
  return (
    <form action={path} method="post" className="space-y-4">
      <p>{words.discussion.claimHelp(evidence)}</p>
      <SelectField id="author" name="authorName" label={words.discussion.claimAuthor} required>
        {authors.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </SelectField>
      <Button name="act" value="claim">
        {words.discussion.titles.claim}
      </Button>
    </form>
  );
}

function BodyField({ label, defaultValue }: { label: string; defaultValue: string }) {
  return (
    <TextArea
      id="body"
      name="body"
      label={label}
      rows={10}
      required
      autoFocus
      dir="auto"
      maxLength={COMMENT_LIMITS.characters}
      defaultValue={defaultValue}
      help={words.discussion.bodyHelp(COMMENT_LIMITS)}
    />
  );
}
