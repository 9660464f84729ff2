/** What else a subscriber can do, each a small form: pause, move, take their data, stop, go. */
import { ActForm } from '@/components/ui/act-form';
import { Button } from '@/components/ui/button';
import { Choice, TextField } from '@/components/ui/fields';
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
      <ActForm path={path} title="Resume" id="pause">
        <p>Nothing is sent before {dayInWords(pausedUntil)}.</p>
        <Button name="act" value="resume">
          Resume now
        </Button>
      </ActForm>
    );
  }
  return (
    <ActForm path={path} title="Pause" id="pause">
      <div className="w-48">
        <TextField
          id="until"
          name="until"
          label="No digest before"
          type="date"
          min={tomorrow}
          required
        />
      </div>
      <Button name="act" value="pause">
        Pause
      </Button>
    </ActForm>
  );
}

export function MoveForm({ path, newEmail }: Path & { newEmail: string | null }) {
  return (
    <ActForm path={path} title="Another address" id="move">
      {newEmail && (
        <p>
          <strong>{addressInWords(newEmail)}</strong> has been asked to confirm. Until then the
          digest goes where it went.
        </p>
      )}
      <TextField
        id="new-email"
        name="email"
        label="New mail address"
        type="email"
        autoComplete="email"
        maxLength={254}
        required
        help="We mail it once to ask whether it is yours; until it says yes, nothing changes."
      />
      <Button name="act" value="move" formNoValidate>
        Change the address
      </Button>
    </ActForm>
  );
}

export function StopForm({ path }: Path) {
  return (
    <ActForm path={path} title="Stop" id="stop">
      <p>Ends the digest, also one that is on its way. Your choices stay, should you come back.</p>
      <Button name="act" value="end">
        Stop the digest
      </Button>
    </ActForm>
  );
}

export function ExportForm({ path }: Path) {
  return (
    <ActForm path={path} title="Your data" id="export">
      <p>All that is kept about you here, as a file: choices, consent, and what you were sent.</p>
      <Button name="act" value="export">
        Download my data
      </Button>
    </ActForm>
  );
}

export function DeleteForm({ path }: Path) {
  return (
    <ActForm path={path} title="Delete me" id="delete">
      <p>
        Removes your address, your choices and the list of what you were sent, at once and for good.
      </p>
      <Choice
        type="checkbox"
        name="sure"
        required
        label="Yes, remove everything about this subscription"
      />
      <Button name="act" value="delete">
        Delete me
      </Button>
    </ActForm>
  );
}
