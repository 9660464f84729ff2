/** Forms to save a paper, and to edit its note and collections. */
import { ActForm } from '@/components/ui/act-form';
import { Button } from '@/components/ui/button';
import { Choice, TextArea, TextField } from '@/components/ui/fields';
import { words } from '@/lib/words';
import { MAX_NAME, MAX_NOTE } from '@/lib/library/schema';

type Path = { path: string };

export function SaveForm({ path, isSaved }: Path & { isSaved: boolean }) {
  return (
    <form action={path} method="post" className="flex flex-wrap items-center gap-4">
      {isSaved ? (
        <>
          <p>{words.library.isSaved}</p>
          <Button name="act" value="remove">
            {words.library.remove}
          </Button>
        </>
      ) : (
        <Button name="act" value="save">
          {words.library.save}
        </Button>
      )}
    </form>
  );
}

export function NoteForm({ path, note }: Path & { note: string }) {
  return (
    <ActForm path={path} title={words.library.note} id="your-note">
      <TextArea
        id="note"
        name="note"
        label={words.library.noteLabel}
        rows={Math.min(12, Math.max(4, note.split('\n').length + 1))}
        maxLength={MAX_NOTE}
        defaultValue={note}
      />
      <Button name="act" value="note">
        {words.library.saveNote}
      </Button>
    </ActForm>
  );
}

type Collections = { collections: { id: string; name: string }[]; chosen: ReadonlySet<string> };

export function CollectForm({ path, collections, chosen }: Path & Collections) {
  return (
    <ActForm path={path} title={words.library.collections} id="collections">
      {collections.map(({ id, name }) => (
        <Choice
          key={id}
          type="checkbox"
          name="collections"
          value={id}
          defaultChecked={chosen.has(id)}
          label={name}
        />
      ))}
      <TextField id="name" name="name" label={words.library.newCollection} maxLength={MAX_NAME} />
      <Button name="act" value="collect">
        {words.library.saveCollections}
      </Button>
    </ActForm>
  );
}
