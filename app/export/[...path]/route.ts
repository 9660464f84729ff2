/** Papers as BibTeX, RIS and CSL-JSON; proxy.ts rewrites addresses with such an ending. */
import type { NextRequest } from 'next/server';
import { today } from '@/app/site';
import {
  EXPORT_TYPE,
  exportPaper,
  exportPeriod,
  type ExportFormat,
} from '@/lib/api/export-queries';
import { database } from '@/lib/db/client';
import { parsePeriod } from '@/lib/calendar';
import { publicUrl } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { addressAt, editionAt, type Found } from '@/lib/site/addresses';
import { decodePath } from '@/lib/site/params';
import { route } from '@/lib/http/route';
import { parsePaperId } from '@/lib/papers/ids';
import { words } from '@/lib/words';

type Context = { params: Promise<{ path: string[] }> };

export const GET = route(async (_request: NextRequest, { params }: Context) => {
  const path = (await params).path.map(decodePath).join('/');
  const found = addressAt(`/${path}`);
  const format = found?.form;
  if (!found || !isExportFormat(format)) throw new AppError('not_found');
  const text = await exported(found, format);
  const filename = path.replace(/^papers\//, '').replace(/[^\w.-]+/g, '-');
  return new Response(text, {
    headers: {
      'content-type': `${EXPORT_TYPE[format]}; charset=utf-8`,
      'content-disposition': `attachment; filename="${filename}"`,
      'access-control-allow-origin': '*',
    },
  });
});

function exported(found: Found, format: ExportFormat): Promise<string> {
  const db = database();
  const edition = editionAt(found);
  if (edition) {
    const period = parsePeriod(edition.kind, edition.key);
    if (!period || period.firstDay > today()) {
      throw new AppError('not_found', words.refusals.noEdition);
    }
    return exportPeriod(db, period, format, publicUrl);
  }
  const parsed = parsePaperId(found.params.id ?? '');
  if (!parsed) throw new AppError('not_found');
  return exportPaper(db, parsed.id, format, publicUrl);
}

function isExportFormat(form: string | null | undefined): form is ExportFormat {
  return form != null && Object.hasOwn(EXPORT_TYPE, form);
}
