/** Offers time zones by region; reading.js offers the browser's own where it differs. */
import { SelectField } from '@/components/ui/fields';
import { currentZoneName, zonesByRegion } from '@/lib/subscriptions/time-zones';
import { words } from '@/lib/words';

export function TimeZoneField({ chosen, now }: { chosen: string; now: Date }) {
  const zones = zonesByRegion(now);
  const current = currentZoneName(chosen);
  const isListed = [...zones.values()].flat().some(({ id }) => id === current);
  // Postgres accepts zones that Intl doesn't list.
  const others = ['UTC', ...(isListed || current === 'UTC' ? [] : [current])];
  return (
    <div>
      <SelectField
        id="timeZone"
        name="timeZone"
        label={words.preferences.timeZone}
        defaultValue={current}
      >
        {others.map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
        {[...zones].map(([region, places]) => (
          <optgroup key={region} label={region}>
            {places.map(({ id, alias, place, offset }) => (
              <option key={id} value={id} data-alias={alias}>
                {words.preferences.zone(place, offset)}
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
