/** A subscriber's preferences as one form: the first button saves, the second previews. */
import { Button } from '@/components/ui/button';
import { Choice, FieldGroup, SelectField, TextField } from '@/components/ui/fields';
import { CADENCES } from '@/lib/subscriptions/cadences';
import type { Preferences } from '@/lib/subscriptions/rules';
import { AuthorLines, Lines, TopicChoices } from './interest-fields';
import { words } from '@/lib/words';
import { TimeZoneField } from './time-zone-field';

type Props = {
  path: string;
  chosen: Preferences;
  topicNames: ReadonlyMap<string, string>;
  now: Date;
};

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

export function PreferencesForm({ path, chosen, topicNames, now }: Props) {
  return (
    // reading.js previews each change; without it the second button does.
    <form
      id="choices"
      action={path}
      method="post"
      data-previews="preview"
      data-too-long={words.outcomes.subscription.preview.tooLong}
      className="space-y-8"
    >
      <When {...chosen} now={now} />
      <HowMuch {...chosen} />
      <WhatFor {...chosen} topicNames={topicNames} />
      <p className="flex flex-wrap gap-4">
        <Button name="act" value="choose">
          {words.preferences.save}
        </Button>
        <button
          type="submit"
          name="preview"
          value="on"
          formMethod="get"
          formAction={`${path}#preview`}
          className="min-h-11 px-2 text-15 text-accent hover:underline"
        >
          {words.preferences.preview}
        </button>
      </p>
    </form>
  );
}

function When({ cadence, weekday, hour, timeZone, now }: Preferences & { now: Date }) {
  return (
    <FieldGroup legend={words.preferences.when}>
      <div
        role="radiogroup"
        aria-label={words.preferences.howOften}
        className="flex flex-wrap gap-x-6"
      >
        {CADENCES.map((each) => (
          <Choice
            key={each}
            type="radio"
            name="cadence"
            value={each}
            defaultChecked={each === cadence}
            label={words.cadences[each].label}
          />
        ))}
      </div>
      <div className="grid grid-cols-2 gap-4">
        <SelectField
          id="weekday"
          name="weekday"
          label={words.preferences.weekday}
          defaultValue={String(weekday)}
        >
          {WEEKDAYS.map((day) => (
            <option key={day} value={day}>
              {words.dates.isoWeekday(day)}
            </option>
          ))}
        </SelectField>
        <SelectField
          id="hour"
          name="hour"
          label={words.preferences.hour}
          defaultValue={String(hour)}
        >
          {HOURS.map((each) => (
            <option key={each} value={each}>
              {words.dates.hour(each)}
            </option>
          ))}
        </SelectField>
      </div>
      <TimeZoneField chosen={timeZone} now={now} />
    </FieldGroup>
  );
}

function HowMuch({ maxPapers, onlyTrending }: Preferences) {
  return (
    <FieldGroup legend={words.preferences.amount}>
      <div className="w-32">
        <TextField
          id="maxPapers"
          name="maxPapers"
          label={words.preferences.maxPapers}
          type="number"
          min={1}
          max={30}
          required
          defaultValue={maxPapers}
        />
      </div>
      <Choice
        type="checkbox"
        name="onlyTrending"
        defaultChecked={onlyTrending}
        label={words.preferences.onlyTrending}
      />
    </FieldGroup>
  );
}

function WhatFor(props: Preferences & { topicNames: ReadonlyMap<string, string> }) {
  const { topics, authors, wordsIn, wordsOut, topicNames } = props;
  return (
    <FieldGroup legend={words.preferences.follows}>
      <p className="text-15 text-second">{words.preferences.followsHelp}</p>
      <TopicChoices topicNames={topicNames} chosen={topics} />
      <AuthorLines authors={authors} />
      <Lines
        id="wordsIn"
        label={words.preferences.wordsIn}
        lines={wordsIn}
        help={words.preferences.wordsInHelp}
      />
      <Lines
        id="wordsOut"
        label={words.preferences.wordsOut}
        lines={wordsOut}
        help={words.preferences.wordsOutHelp}
      />
    </FieldGroup>
  );
}
