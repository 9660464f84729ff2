/** The two steps of submitting a paper: look it up, then add a note and links. */
import { Button } from '@/components/ui/button';
import { Choice, TextArea, TextField } from '@/components/ui/fields';
import { MAX_NOTE } from '@/lib/submissions/rules';
import { words } from '@/lib/words';
import { PATHS } from '@/lib/site/paths';

export const PATH = PATHS.submit;

export function LookUpForm({ paper, isFirst }: { paper: string; isFirst: boolean }) {
  return (
    <form action={PATH} method="get" className="space-y-4">
      <TextField
        id="paper"
        name="paper"
        label={words.submit.paper}
        required
        maxLength={500}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus={isFirst}
        defaultValue={paper}
        help={words.submit.paperHelp}
      />
      <Button>{words.submit.lookUp}</Button>
    </form>
  );
}

type Props = {
  paperId: string;
  /** The input of a rejected form. */
  typed: { note: string; codeUrl: string; projectUrl: string };
  /** The revision to be listed. */
  revision: number | null;
  waits: boolean;
};

export function SubmitForm({ paperId, typed, revision, waits }: Props) {
  return (
    <form action={PATH} method="post" className="space-y-4">
      <input type="hidden" name="paper" value={paperId} />
      <TextArea
        id="note"
        name="note"
        label={words.submit.note}
        rows={3}
        maxLength={MAX_NOTE}
        defaultValue={typed.note}
        help={words.submit.noteHelp}
      />
      <TextField
        id="codeUrl"
        name="codeUrl"
        type="url"
        label={words.submit.code}
        maxLength={300}
        placeholder="https://"
        defaultValue={typed.codeUrl}
      />
      <TextField
        id="projectUrl"
        name="projectUrl"
        type="url"
        label={words.submit.project}
        maxLength={300}
        placeholder="https://"
        defaultValue={typed.projectUrl}
      />
      {revision !== null && (
        <Choice type="checkbox" name="isRevision" required label={words.submit.relist(revision)} />
      )}
      <Button>{waits ? words.submit.forReview : words.submit.list}</Button>
    </form>
  );
}
