/** Further forms of a subscription: pause, move, export, stop, delete. */
import { ActForm } from '@/components/ui/act-form';
import { words } from '@/lib/words';
import { Button } from '@/components/ui/button';
import { Choice, TextField } from '@/components/ui/fields';
import { Marked, strongAddress } from '@/components/ui/marked';
import { dayInWords, type Day } from '@/lib/calendar';
import { addressInWords } from '@/lib/mail/address';

type Path = { path: string };

export function PauseForm({
  path,
  pausedUntil,
  tomorrow,
}: Path & { pausedUntil: Day | null; tomorrow: Day }) {
  if (pausedUntil) {
    return (
      <ActForm path={path} title={words.preferences.resume} id="pause">
        <p>{words.preferences.pausedUntil(dayInWords(pausedUntil))}</p>
        <Button name="act" value="resume">
          {words.preferences.resumeNow}
        </Button>
      </ActForm>
    );
  }
  return (
    <ActForm path={path} title={words.preferences.pause} id="pause">
      <div className="w-48">
        <TextField
          id="until"
          name="until"
          label={words.preferences.noDigestBefore}
          type="date"
          min={tomorrow}
          required
        />
      </div>
      <Button name="act" value="pause">
        {words.preferences.pause}
      </Button>
    </ActForm>
  );
}

export function MoveForm({ path, newEmail }: Path & { newEmail: string | null }) {
  return (
    <ActForm path={path} title={words.preferences.otherAddress} id="move">
      {newEmail && (
        <p>
          <Marked
            text={words.preferences.addressPending(addressInWords(newEmail))}
            address={strongAddress}
          />
        </p>
      )}
      <TextField
        id="new-email"
        name="email"
        label={words.preferences.newAddress}
        type="email"
        autoComplete="email"
        maxLength={254}
        required
        help={words.preferences.newAddressHelp}
      />
      <Button name="act" value="move" formNoValidate>
        {words.preferences.changeAddress}
      </Button>
    </ActForm>
  );
}

export function StopForm({ path }: Path) {
  return (
    <ActForm path={path} title={words.preferences.stop} id="stop">
      <p>{words.preferences.stopHelp}</p>
      <Button name="act" value="end">
        {words.preferences.stopButton}
      </Button>
    </ActForm>
  );
}

export function ExportForm({ path }: Path) {
  return (
    <ActForm path={path} title={words.preferences.data} id="export">
      <p>{words.preferences.dataHelp}</p>
      <Button name="act" value="export">
        {words.preferences.download}
      </Button>
    </ActForm>
  );
}

export function DeleteForm({ path }: Path) {
  return (
    <ActForm path={path} title={words.preferences.delete} id="delete">
      <p>{words.preferences.deleteHelp}</p>
      <Choice type="checkbox" name="sure" required label={words.preferences.deleteConfirm} />
      <Button name="act" value="delete">
        {words.preferences.delete}
      </Button>
    </ActForm>
  );
}
