/** What a reader can do with their collections. */
import { ActForm } from '@/components/ui/act-form';
import { Button } from '@/components/ui/button';
import { TextArea, TextField } from '@/components/ui/fields';
import { MAX_DESCRIPTION, MAX_NAME } from '@/lib/library/schema';

export function NewCollection({ path }: { path: string }) {
  return (
    <form action={path} method="post" className="flex flex-wrap items-end gap-3">
      <div className="min-w-0 flex-1 basis-60">
        <TextField id="name" name="name" label="A new collection" required maxLength={MAX_NAME} />
      </div>
      <Button name="act" value="create">
        Make it
      </Button>
    </form>
  );
}

type Collection = { name: string; description: string };

export function DescribeForm({ path, name, description }: Collection & { path: string }) {
  return (
    <ActForm path={path} title="Name and words" id="words">
      <TextField
        id="name"
        name="name"
        label="Name"
        required
        maxLength={MAX_NAME}
        defaultValue={name}
      />
      <TextArea
        id="description"
        name="description"
        label="What it is about"
        rows={3}
        maxLength={MAX_DESCRIPTION}
        defaultValue={description}
      />
      <Button name="act" value="describe">
        Save
      </Button>
    </ActForm>
  );
}

export function ShareForm({ path, link }: { path: string; link: string | null }) {
  return (
    <ActForm path={path} title="Sharing" id="sharing">
      {link ? (
        <>
          <p>Whoever has this link sees the papers and your name, not your notes:</p>
          <p className="break-all">
            <a href={link} id="share-link" className="link">
              {link}
            </a>
          </p>
          <p className="flex flex-wrap items-center gap-4">
            <button type="button" data-copies="share-link" className="needs-script link min-h-11">
              Copy the link
            </button>
            <Button name="act" value="unshare">
              Make it private again
            </Button>
            <span role="status" />
          </p>
        </>
      ) : (
        <>
          <p>Only you see this collection. A link that nobody can guess opens it to others.</p>
          <Button name="act" value="share">
            Make a link
          </Button>
        </>
      )}
    </ActForm>
  );
}

export function DeleteCollectionForm({ path }: { path: string }) {
  return (
    <ActForm path={path} title="Delete it" id="delete">
      <p>Its papers stay in your library as they are.</p>
      <Button name="act" value="delete">
        Delete this collection
      </Button>
    </ActForm>
  );
}
