/** Every time zone by its continent; the browser's own is offered by reading.js where it differs. */
import { SelectField } from '@/components/ui/fields';
import { words } from '@/lib/words';

const ZONES = Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/'));
const CONTINENTS = Map.groupBy(ZONES, (zone) => zone.slice(0, zone.indexOf('/')));

export function TimeZoneField({ chosen }: { chosen: string }) {
  // Browsers and databases know names that this list spells otherwise.
  const others = ['UTC', ...(ZONES.includes(chosen) || chosen === 'UTC' ? [] : [chosen])];
  return (
    <div>
      <SelectField
        id="timeZone"
        name="timeZone"
        label={words.preferences.timeZone}
        defaultValue={chosen}
      >
        {others.map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
        {[...CONTINENTS].map(([continent, zones]) => (
          <optgroup key={continent} label={continent}>
            {zones.map((zone) => (
              <option key={zone} value={zone}>
                {zone.slice(continent.length + 1).replaceAll('_', ' ')}
              </option>
            ))}
          </optgroup>
        ))}
      </SelectField>
      <button
        type="button"
        hidden
        data-zone-offer="timeZone"
        className="min-h-11 text-15 text-accent hover:underline"
      >
        {words.preferences.browserTimeZone}
      </button>
    </div>
  );
}
