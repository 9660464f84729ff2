/** Forms to create, describe, share and delete a collection. */
import { ActForm } from '@/components/ui/act-form';
import { Button } from '@/components/ui/button';
import { TextArea, TextField } from '@/components/ui/fields';
import { words } from '@/lib/words';
import { MAX_DESCRIPTION, MAX_NAME } from '@/lib/library/schema';

export function NewCollection({ path }: { path: string }) {
  return (
    <form action={path} method="post" className="flex flex-wrap items-end gap-3">
      <div className="min-w-0 flex-1 basis-60">
        <TextField
          id="name"
          name="name"
          label={words.library.newCollection}
          required
          maxLength={MAX_NAME}
        />
      </div>
      <Button name="act" value="create">
        {words.library.create}
      </Button>
    </form>
  );
}

type Collection = { name: string; description: string };

export function DescribeForm({ path, name, description }: Collection & { path: string }) {
  return (
    <ActForm path={path} title={words.library.describe} id="words">
      <TextField
        id="name"
        name="name"
        label={words.library.name}
        required
        maxLength={MAX_NAME}
        defaultValue={name}
      />
      <TextArea
        id="description"
        name="description"
        label={words.library.description}
        rows={3}
        maxLength={MAX_DESCRIPTION}
        defaultValue={description}
      />
      <Button name="act" value="describe">
        {words.preferences.save}
      </Button>
    </ActForm>
  );
}

export function ShareForm({ path, link }: { path: string; link: string | null }) {
  return (
    <ActForm path={path} title={words.library.sharing} id="sharing">
      {link ? (
        <>
          <p>{words.library.sharedHelp}</p>
          <p className="break-all">
            <a href={link} id="share-link" className="link">
              {link}
            </a>
          </p>
          <p className="flex flex-wrap items-center gap-4">
            <button type="button" data-copies="share-link" className="needs-script link min-h-11">
              {words.library.copyLink}
            </button>
            <Button name="act" value="unshare">
              {words.library.unshare}
            </Button>
            <span role="status" />
          </p>
        </>
      ) : (
        <>
          <p>{words.library.privateHelp}</p>
          <Button name="act" value="share">
            {words.library.share}
          </Button>
        </>
      )}
    </ActForm>
  );
}

export function DeleteCollectionForm({ path }: { path: string }) {
  return (
    <ActForm path={path} title={words.library.delete} id="delete">
      <p>{words.library.deleteHelp}</p>
      <Button name="act" value="delete">
        {words.library.delete}
      </Button>
    </ActForm>
  );
}
