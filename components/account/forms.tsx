/** The forms of the account page. */
import { AuthorLines, TopicChoices } from '@/components/subscription/interest-fields';
import { ActForm } from '@/components/ui/act-form';
import { Button } from '@/components/ui/button';
import { Choice, FieldGroup, TextField } from '@/components/ui/fields';
import { Marked } from '@/components/ui/marked';
import { PATHS } from '@/lib/site/paths';
import { words } from '@/lib/words';

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
      <FieldGroup legend={words.account.profile}>
        <TextField
          id="name"
          name="name"
          label={words.account.name}
          required
          maxLength={60}
          defaultValue={account.name}
        />
        <TextField
          id="handle"
          name="handle"
          label={words.account.handle}
          required
          maxLength={30}
          autoCapitalize="none"
          spellCheck={false}
          defaultValue={account.handle}
          help={words.account.handleHelp}
        />
        <Choice
          type="checkbox"
          name="mailsReplies"
          defaultChecked={account.mailsReplies}
          label={words.account.mailsReplies}
        />
      </FieldGroup>
      <FieldGroup legend={words.preferences.follows} id="follows">
        <TopicChoices topicNames={topicNames} chosen={account.topics} />
        <AuthorLines authors={account.authors} />
      </FieldGroup>
      <Button name="act" value="profile">
        {words.preferences.save}
      </Button>
    </form>
  );
}

export function SignOut() {
  return (
    <ActForm path={PATHS.signOut} title={words.account.signOut} id="sign-out">
      <Button>{words.account.signOutHere}</Button>
    </ActForm>
  );
}

/** Shown when the reader has notifications in a browser (public/push.js). */
export function EndNotifications({ browsers }: { browsers: number }) {
  return (
    <ActForm path={PATH} title={words.account.notifications} id="notifications">
      <p>
        <Marked
          text={words.account.notificationsHelp(browsers)}
          subscribe={`${PATHS.subscribe}#trending`}
        />
      </p>
      <Button name="act" value="end-notifications">
        {words.account.endNotifications}
      </Button>
    </ActForm>
  );
}

export function ExportAccount() {
  return (
    <ActForm path={PATH} title={words.preferences.data} id="export">
      <p>{words.account.dataHelp}</p>
      <Button name="act" value="export">
        {words.preferences.download}
      </Button>
    </ActForm>
  );
}

export function DeleteAccount() {
  return (
    <ActForm path={PATH} title={words.account.delete} id="delete">
      <p>{words.account.deleteHelp}</p>
      <Choice type="checkbox" name="sure" required label={words.account.deleteConfirm} />
      <Button name="act" value="delete">
        {words.account.delete}
      </Button>
    </ActForm>
  );
}
