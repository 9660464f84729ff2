/** What a reader keeps of one paper, as forms. */
import { ActForm } from '@/components/ui/act-form';
import { Button } from '@/components/ui/button';
import { Choice, TextArea, TextField } from '@/components/ui/fields';
import { MAX_NAME, MAX_NOTE } from '@/lib/library/schema';

type Path = { path: string };

export function SaveForm({ path, isSaved }: Path & { isSaved: boolean }) {
  return (
    <form action={path} method="post" className="flex flex-wrap items-center gap-4">
      {isSaved ? (
        <>
          <p>It is in your library.</p>
          <Button name="act" value="remove">
            Remove it
          </Button>
        </>
      ) : (
        <Button name="act" value="save">
          Save it
        </Button>
      )}
    </form>
  );
}

export function NoteForm({ path, note }: Path & { note: string }) {
  return (
    <ActForm path={path} title="Your note" id="your-note">
      <TextArea
        id="note"
        name="note"
        label="For your eyes only"
        rows={Math.min(12, Math.max(4, note.split('\n').length + 1))}
        maxLength={MAX_NOTE}
        defaultValue={note}
      />
      <Button name="act" value="note">
        Keep the note
      </Button>
    </ActForm>
  );
}

type Collections = { collections: { id: string; name: string }[]; chosen: ReadonlySet<string> };

export function CollectForm({ path, collections, chosen }: Path & Collections) {
  return (
    <ActForm path={path} title="Collections" id="collections">
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
      <TextField
        id="name"
        name="name"
        label={collections.length > 0 ? 'And in a new one, called' : 'A first collection, called'}
        maxLength={MAX_NAME}
      />
      <Button name="act" value="collect">
        Put it there
      </Button>
    </ActForm>
  );
}
