/** The preview image of a shared paper: title, authors, the site's name. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ImageResponse } from 'next/og';
import type { NextRequest } from 'next/server';
import { database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { decodePath } from '@/lib/site/params';
import { route } from '@/lib/http/route';
import { parsePaperId } from '@/lib/papers/ids';
import { getPaper } from '@/lib/papers/queries';
import { excerpt, plainText } from '@/lib/papers/maths/rich-text';
import { words } from '@/lib/words';

type Context = { params: Promise<{ id: string[] }> };

const SIZE = { width: 1200, height: 630 };
const PAPER = '#fffdf8';
const INK = '#1b1a17';
const SECOND = '#5d5a52';
const HAIRLINE = '#e4dfd3';
const LONG_TITLE_CHARS = 90;
const SHOWN_AUTHORS = 3;

export const GET = route(async (_request: NextRequest, { params }: Context) => {
  const parsed = parsePaperId((await params).id.map(decodePath).join('/'));
  if (!parsed) throw new AppError('not_found');
  const paper = await getPaper(database(), parsed.id);
  const title = excerpt(plainText(paper.title), 180);
  const names = paper.authors.slice(0, SHOWN_AUTHORS).map(({ name }) => name);
  const rest = paper.authors.length - names.length;
  const byline = `${names.join(', ')}${rest > 0 ? ` ${words.paper.moreAuthors(rest)}` : ''}`;
  return new ImageResponse(<Card title={title} byline={byline} />, {
    ...SIZE,
    fonts: [
      { name: 'Newsreader', data: await font(600), weight: 600 },
      { name: 'Newsreader', data: await font(400), weight: 400 },
    ],
  });
});

function Card({ title, byline }: { title: string; byline: string }) {
  const fontSize = title.length > LONG_TITLE_CHARS ? 52 : 68;
  return (
    <div
      style={{
        display: 'flex',
        flexDirection: 'column',
        justifyContent: 'space-between',
        width: '100%',
        height: '100%',
        padding: '56px 72px',
        background: PAPER,
        color: INK,
        fontFamily: 'Newsreader',
      }}
    >
      <div
        style={{
          display: 'flex',
          justifyContent: 'center',
          paddingBottom: 20,
          borderBottom: `2px solid ${HAIRLINE}`,
          fontSize: 40,
          fontWeight: 600,
        }}
      >
        {env.SITE_NAME}
      </div>
      <div style={{ display: 'flex', fontSize, fontWeight: 600, lineHeight: 1.15 }}>{title}</div>
      <div style={{ display: 'flex', fontSize: 30, color: SECOND }}>{byline}</div>
    </div>
  );
}

function font(weight: 400 | 600): Promise<Buffer> {
  const file = `newsreader-latin-${weight}-normal.woff`;
  return readFile(path.join(process.cwd(), 'node_modules/@fontsource/newsreader/files', file));
}
