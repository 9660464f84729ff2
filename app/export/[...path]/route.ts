/** Papers as BibTeX, RIS and CSL-JSON; proxy.ts leads here from the end of an address. */
import type { NextRequest } from 'next/server';
import { today } from '@/app/site';
import {
  EXPORT_TYPE,
  exportPaper,
  exportPeriod,
  type ExportFormat,
} from '@/lib/api/export-queries';
import { database } from '@/lib/db/client';
import { parsePeriod, periodKindOf } from '@/lib/calendar';
import { publicUrl } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { decodePath } from '@/lib/site/params';
import { route } from '@/lib/http/route';
import { parsePaperId } from '@/lib/papers/ids';
import { words } from '@/lib/words';

const ADDRESS = /^papers\/(.+)\.(bib|ris|csl\.json)$/;
const PERIOD = /^(date|week|month)\/([^/]+)$/;

type Context = { params: Promise<{ path: string[] }> };

export const GET = route(async (_request: NextRequest, { params }: Context) => {
  const path = (await params).path.map(decodePath).join('/');
  const [, name = '', extension] = ADDRESS.exec(path) ?? [];
  const format = extension as ExportFormat;
  const text = await exported(name, format);
  const filename = `${name.replace(/[^\w.-]+/g, '-')}.${format}`;
  return new Response(text, {
    headers: {
      'content-type': `${EXPORT_TYPE[format]}; charset=utf-8`,
      'content-disposition': `attachment; filename="${filename}"`,
      'access-control-allow-origin': '*',
    },
  });
});

function exported(name: string, format: ExportFormat): Promise<string> {
  const db = database();
  const [, segment = '', key = ''] = PERIOD.exec(name) ?? [];
  const kind = periodKindOf(segment);
  if (kind) {
    const period = parsePeriod(kind, key);
    if (!period || period.firstDay > today()) {
      throw new AppError('not_found', words.refusals.noEdition);
    }
    return exportPeriod(db, period, format, publicUrl);
  }
  const parsed = parsePaperId(name);
  if (!parsed) throw new AppError('not_found');
  return exportPaper(db, parsed.id, format, publicUrl);
}
