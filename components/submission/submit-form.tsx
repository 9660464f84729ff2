/** The two steps of submitting: name a paper and look at it, then say what goes with it. */
import { Button } from '@/components/ui/button';
import { Choice, TextArea, TextField } from '@/components/ui/fields';
import { MAX_NOTE } from '@/lib/submissions/rules';
import { PATHS } from '@/lib/site/paths';

export const PATH = PATHS.submit;

export function LookUpForm({ paper, isFirst }: { paper: string; isFirst: boolean }) {
  return (
    <form action={PATH} method="get" className="space-y-4">
      <TextField
        id="paper"
        name="paper"
        label="The paper’s id or address"
        required
        maxLength={500}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus={isFirst}
        defaultValue={paper}
        help="Such as 2503.12345, or a link to arXiv, alphaXiv, Hugging Face or a DOI."
      />
      <Button>Look at it</Button>
    </form>
  );
}

type Props = {
  paperId: string;
  /** What was typed before something in it was refused. */
  typed: { note: string; codeUrl: string; projectUrl: string };
  /** The version that would be listed once more. */
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
        label="Why should others read it? (if you like)"
        rows={3}
        maxLength={MAX_NOTE}
        defaultValue={typed.note}
        help="Stands on the paper’s page, beside your name."
      />
      <TextField
        id="codeUrl"
        name="codeUrl"
        type="url"
        label="Its code (if you know)"
        maxLength={300}
        placeholder="https://"
        defaultValue={typed.codeUrl}
      />
      <TextField
        id="projectUrl"
        name="projectUrl"
        type="url"
        label="Its project page (if you know)"
        maxLength={300}
        placeholder="https://"
        defaultValue={typed.projectUrl}
      />
      {revision !== null && (
        <Choice
          type="checkbox"
          name="isRevision"
          required
          label={`List it again: version ${revision} is news`}
        />
      )}
      <Button>{waits ? 'Submit it to the curators' : 'List it today'}</Button>
    </form>
  );
}
