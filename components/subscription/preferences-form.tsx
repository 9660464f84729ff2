/** What a subscriber chooses, as one form: saved by its first button, previewed by its second. */
import { Button } from '@/components/ui/button';
import { Choice, FieldGroup, SelectField, TextField } from '@/components/ui/fields';
import { CADENCES } from '@/lib/subscriptions/cadences';
import { weekdayName, type Preferences } from '@/lib/subscriptions/rules';
import { AuthorLines, Lines, TopicChoices } from './interest-fields';
import { words } from '@/lib/words';
import { PREVIEW } from './words';
import { TimeZoneField } from './time-zone-field';

type Props = {
  path: string;
  chosen: Preferences;
  topicNames: ReadonlyMap<string, string>;
};

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

export function PreferencesForm({ path, chosen, topicNames }: Props) {
  return (
    // reading.js previews each change; without it the second button does.
    <form
      id="choices"
      action={path}
      method="post"
      data-previews="preview"
      data-too-long={PREVIEW.tooLong}
      className="space-y-8"
    >
      <When {...chosen} />
      <HowMuch {...chosen} />
      <WhatFor {...chosen} topicNames={topicNames} />
      <p className="flex flex-wrap gap-4">
        <Button name="act" value="choose">
          Save
        </Button>
        <button
          type="submit"
          name="preview"
          value="on"
          formMethod="get"
          formAction={`${path}#preview`}
          className="min-h-11 px-2 text-15 text-accent hover:underline"
        >
          Preview without saving
        </button>
      </p>
    </form>
  );
}

function When({ cadence, weekday, hour, timeZone }: Preferences) {
  return (
    <FieldGroup legend="When it comes">
      <div role="radiogroup" aria-label="How often" className="flex flex-wrap gap-x-6">
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
          label="If once a week, on"
          defaultValue={String(weekday)}
        >
          {WEEKDAYS.map((day) => (
            <option key={day} value={day}>
              {weekdayName(day)}
            </option>
          ))}
        </SelectField>
        <SelectField id="hour" name="hour" label="At" defaultValue={String(hour)}>
          {HOURS.map((each) => (
            <option key={each} value={each}>
              {String(each).padStart(2, '0')}:00
            </option>
          ))}
        </SelectField>
      </div>
      <TimeZoneField chosen={timeZone} />
    </FieldGroup>
  );
}

function HowMuch({ maxPapers, onlyTrending }: Preferences) {
  return (
    <FieldGroup legend="How much">
      <div className="w-32">
        <TextField
          id="maxPapers"
          name="maxPapers"
          label="Papers at most"
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
        label="Only when something is really trending; otherwise no mail"
      />
    </FieldGroup>
  );
}

function WhatFor(props: Preferences & { topicNames: ReadonlyMap<string, string> }) {
  const { topics, authors, wordsIn, wordsOut, topicNames } = props;
  return (
    <FieldGroup legend="What you follow">
      <p className="text-15 text-second">
        What you follow comes first, then what everyone reads. With nothing chosen you get the day’s
        trending papers.
      </p>
      <TopicChoices topicNames={topicNames} chosen={topics} />
      <AuthorLines authors={authors} />
      <Lines
        id="wordsIn"
        label="Words you want"
        lines={wordsIn}
        help="Words or phrases, one a line, such as speculative decoding."
      />
      <Lines
        id="wordsOut"
        label="Words you never want"
        lines={wordsOut}
        help="A paper with any of these is left out, whatever else you follow."
      />
    </FieldGroup>
  );
}
