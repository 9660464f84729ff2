/** The forms of a discussion; each works without JavaScript and says what it is about. */
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { SelectField, TextArea } from '@/components/ui/fields';
import {
  DELETE_WITHIN_MINUTES,
  EDIT_WITHIN_MINUTES,
  MAX_COMMENT_CHARS,
} from '@/lib/comments/rules';
import { MAX_REPORT_NOTE, REPORT_REASONS } from '@/lib/comments/schema';
import { CommentText } from './comment-text';

type Path = { path: string };

export function WriteForm({
  path,
  parentId,
  body,
  ...words
}: Path & { parentId: string | null; body: string; label: string; button: string }) {
  return (
    <form action={path} method="post" className="space-y-4">
      {parentId !== null && <input type="hidden" name="parentId" value={parentId} />}
      <BodyField label={words.label} defaultValue={body} />
      <SendOrPreview act="comment">{words.button}</SendOrPreview>
    </form>
  );
}

export function EditForm({ path, commentId, body }: Path & { commentId: string; body: string }) {
  return (
    <form action={path} method="post" className="space-y-4">
      <input type="hidden" name="commentId" value={commentId} />
      <BodyField label="Your comment" defaultValue={body} />
      <SendOrPreview act="edit">Save</SendOrPreview>
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
        Preview
      </button>
    </p>
  );
}

/** What was written as a comment shows it, before anybody else sees it. */
export function Preview({ body, handles }: { body: string; handles: ReadonlySet<string> }) {
  return (
    <section id="preview" aria-labelledby="preview-title" className="scroll-mt-16">
      <h2 id="preview-title" className="text-22">
        Preview
      </h2>
      <p className="text-15 text-second">Nobody else sees this yet.</p>
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
      <p>Its words are removed for good. Answers to it stay, below a line that says so.</p>
      <Button name="act" value="delete" autoFocus>
        Delete it
      </Button>
    </form>
  );
}

const REASON_WORDS: Record<(typeof REPORT_REASONS)[number], string> = {
  spam: 'It advertises',
  off_topic: 'It has nothing to do with the paper',
  abuse: 'It insults or threatens somebody',
  wrong_data: 'Something about the paper is wrong here',
  other: 'Something else',
};

/** About a comment, or without one about the paper. */
export function ReportForm({ path, commentId }: Path & { commentId?: string }) {
  const fitting = REPORT_REASONS.filter((reason) =>
    commentId ? reason !== 'wrong_data' : reason !== 'off_topic' && reason !== 'abuse',
  );
  return (
    <form action={path} method="post" className="space-y-4">
      {commentId !== undefined && <input type="hidden" name="commentId" value={commentId} />}
      <SelectField id="reason" name="reason" label="What is wrong?" required>
        {fitting.map((reason) => (
          <option key={reason} value={reason}>
            {REASON_WORDS[reason]}
          </option>
        ))}
      </SelectField>
      <TextArea
        id="note"
        name="note"
        label="In your words, if you like"
        rows={4}
        maxLength={MAX_REPORT_NOTE}
        help="Only curators read this."
      />
      <Button name="act" value="report">
        Report
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
      <p>
        What speaks for you: {evidence}. A curator looks at it; once accepted, what you write about
        this paper is marked as an author’s, also what you wrote before.
      </p>
      <SelectField id="author" name="authorName" label="Which of the authors are you?" required>
        {authors.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </SelectField>
      <Button name="act" value="claim">
        I wrote this
      </Button>
    </form>
  );
}

function BodyField({ label, defaultValue }: { label: string; defaultValue: string }) {
  const help: ReactNode = (
    <>
      Up to {MAX_COMMENT_CHARS.toLocaleString('en')} characters. *emphasis*, **strong**, `code`,
      &gt; quotes, - lists, [links](https://…), $maths$ and @mentions are understood. You can edit
      it for {EDIT_WITHIN_MINUTES} minutes and delete it for {DELETE_WITHIN_MINUTES}.
    </>
  );
  return (
    <TextArea
      id="body"
      name="body"
      label={label}
      rows={10}
      required
      autoFocus
      dir="auto"
      maxLength={MAX_COMMENT_CHARS}
      defaultValue={defaultValue}
      help={help}
    />
  );
}
