/** What readers do with their account, each a small form. */
import { AuthorLines, TopicChoices } from '@/components/subscription/interest-fields';
import { ActForm } from '@/components/ui/act-form';
import { Button } from '@/components/ui/button';
import { Choice, FieldGroup, TextField } from '@/components/ui/fields';
import { PATHS } from '@/lib/site/paths';

export const PATH = PATHS.account;

type Profile = {
  handle: string;
  name: string;
  topics: string[];
  authors: string[];
  mailsReplies: boolean;
};

export function ProfileForm({
  account,
  topicNames,
}: {
  account: Profile;
  topicNames: ReadonlyMap<string, string>;
}) {
  return (
    <form action={PATH} method="post" className="space-y-8">
      <FieldGroup legend="Who you are here">
        <TextField
          id="name"
          name="name"
          label="Name"
          required
          maxLength={60}
          defaultValue={account.name}
        />
        <TextField
          id="handle"
          name="handle"
          label="Handle"
          required
          maxLength={30}
          autoCapitalize="none"
          spellCheck={false}
          defaultValue={account.handle}
          help="How others mention you, and the address of your page."
        />
        <Choice
          type="checkbox"
          name="mailsReplies"
          defaultChecked={account.mailsReplies}
          label="Mail me when somebody answers or mentions me"
        />
      </FieldGroup>
      <FieldGroup legend="What you follow" id="follows">
        <TopicChoices topicNames={topicNames} chosen={account.topics} />
        <AuthorLines authors={account.authors} />
      </FieldGroup>
      <Button name="act" value="profile">
        Save
      </Button>
    </form>
  );
}

export function SignOut() {
  return (
    <ActForm path={PATHS.signOut} title="Sign out" id="sign-out">
      <Button>Sign out of this browser</Button>
    </ActForm>
  );
}

/** Shown only to whoever asked for it in some browser: public/push.js is where that is done. */
export function EndNotifications({ browsers }: { browsers: number }) {
  return (
    <ActForm path={PATH} title="Notifications" id="notifications">
      <p>
        {browsers === 1 ? 'One browser of yours is' : `${browsers} browsers of yours are`} told what
        comes to trend. Each{' '}
        <a href={`${PATHS.subscribe}#trending`} className="link">
          chooses its topics
        </a>{' '}
        for itself.
      </p>
      <Button name="act" value="end-notifications">
        Tell {browsers === 1 ? 'it' : 'them'} nothing more
      </Button>
    </ActForm>
  );
}

export function ExportAccount() {
  return (
    <ActForm path={PATH} title="Your data" id="export">
      <p>All that is kept about you here, as a file: votes, comments, library, subscription.</p>
      <Button name="act" value="export">
        Download my data
      </Button>
    </ActForm>
  );
}

export function DeleteAccount() {
  return (
    <ActForm path={PATH} title="Delete me" id="delete">
      <p>
        Removes your account with its votes, library, notes and morning mail, and empties your
        comments, at once and for good.
      </p>
      <Choice type="checkbox" name="sure" required label="Yes, remove everything about me" />
      <Button name="act" value="delete">
        Delete me
      </Button>
    </ActForm>
  );
}
