/** POST /admin: orders a day, by the places entered beside its papers or by one step. */
import { today } from '@/app/site';
import { requireCurator } from '@/lib/accounts/sessions/identity-commands';
import { orderEdition } from '@/lib/curation/edition-commands';
import { movedPicks, picksByPlace } from '@/lib/curation/picks';
import { moveForm, placesForm } from '@/lib/curation/schema';
import { database } from '@/lib/db/client';
import { parsePeriod } from '@/lib/calendar';
import { AppError } from '@/lib/errors';
import { fieldsOf, formObject, formRoute, seeOther } from '@/lib/http/form';
import { PATHS } from '@/lib/site/paths';

export const POST = formRoute(async (form, _context, request) => {
  const curator = await requireCurator(request.headers);
  const day = request.nextUrl.searchParams.get('day') ?? today();
  if (!parsePeriod('day', day)) throw new AppError('not_found');
  const fields = formObject(form);
  const order = 'move' in fields ? stepIn(fields) : placesIn(fields);
  const page = (query: Record<string, string>) =>
    `${PATHS.desk}?${new URLSearchParams({ day, ...query })}`;
  if (!order) return seeOther(page({ problem: 'places' }));
  const { seen, picks, moved } = order;
  const ordered = await orderEdition(database(), curator, { day, seen, picks });
  if (!ordered.ok) return seeOther(page({ problem: ordered.reason }));
  return seeOther(page(moved ? { moved } : { done: 'ordered' }));
});

type Order = { seen: string; picks: string[]; moved?: string };

function stepIn(fields: object): Order {
  const { seen, move } = fieldsOf(moveForm, fields);
  return { seen, picks: movedPicks(picksIn(seen), move), moved: `${move.kind} ${move.paperId}` };
}

function placesIn(fields: object): Order | null {
  const parsed = placesForm.safeParse(fields);
  if (!parsed.success) return null;
  const { seen, places } = parsed.data;
  return { seen, picks: picksByPlace(places, picksIn(seen)) };
}

function picksIn(seen: string): string[] {
  return seen.split(' ').filter(Boolean);
}
