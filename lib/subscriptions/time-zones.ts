/** Lists the time zones that readers choose from, by region. Pure. */
import { tzOffset } from '@date-fns/tz';

/** `alias` is the zone's old name, which some browsers still report. `offset` is in minutes east of UTC. */
export type Zone = { id: string; alias?: string; place: string; offset: number };

/** Zones that Intl lists under a name that the IANA database has replaced. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ['Africa/Asmera', 'Africa/Asmara'],
  ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['America/Catamarca', 'America/Argentina/Catamarca'],
  ['America/Coral_Harbour', 'America/Atikokan'],
  ['America/Cordoba', 'America/Argentina/Cordoba'],
  ['America/Godthab', 'America/Nuuk'],
  ['America/Indianapolis', 'America/Indiana/Indianapolis'],
  ['America/Jujuy', 'America/Argentina/Jujuy'],
  ['America/Louisville', 'America/Kentucky/Louisville'],
  ['America/Mendoza', 'America/Argentina/Mendoza'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['Asia/Katmandu', 'Asia/Kathmandu'],
  ['Asia/Rangoon', 'Asia/Yangon'],
  ['Asia/Saigon', 'Asia/Ho_Chi_Minh'],
  ['Atlantic/Faeroe', 'Atlantic/Faroe'],
  ['Europe/Kiev', 'Europe/Kyiv'],
  ['Pacific/Enderbury', 'Pacific/Kanton'],
  ['Pacific/Ponape', 'Pacific/Pohnpei'],
  ['Pacific/Truk', 'Pacific/Chuuk'],
]);
const LISTED = Intl.supportedValuesOf('timeZone').filter((name) => name.includes('/'));

/** Today's name of a zone, whichever name a browser or an old subscription uses. */
export function currentZoneName(name: string): string {
  return RENAMED.get(name) ?? name;
}

/** Every zone by its region (`Europe`), in the order of their places. Offsets are those of `now`. */
export function zonesByRegion(now: Date): Map<string, Zone[]> {
  const zones = LISTED.map((name) => {
    const id = currentZoneName(name);
    const place = id.slice(id.indexOf('/') + 1).replaceAll('_', ' ');
    return { id, ...(id !== name && { alias: name }), place, offset: tzOffset(name, now) };
  });
  return Map.groupBy(
    zones.toSorted((a, b) => a.id.localeCompare(b.id)),
    ({ id }) => id.slice(0, id.indexOf('/')),
  );
}
