/** Writes invented papers in the sources' formats, in the layout of tests/fixtures/upstream. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { InventedDay, InventedPaper } from './papers';

/** Writes the folder for the replay server; returns its archive for `import`. */
export function writeUpstreamFolder(folder: string, days: readonly InventedDay[]): string {
  const archive = path.join(folder, 'hf/daily-papers.jsonl');
  const atom = path.join(folder, 'arxiv/atom/papers.xml');
  for (const file of [archive, atom]) mkdirSync(path.dirname(file), { recursive: true });
  const rows = days.flatMap(({ day, papers }) => papers.map((paper) => archiveRow(day, paper)));
  writeFileSync(archive, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const entries = days.flatMap(({ papers }) => papers).map(atomEntry);
  writeFileSync(atom, `<feed xmlns="http://www.w3.org/2005/Atom">${entries.join('')}</feed>`);
  return archive;
}

function archiveRow(day: string, paper: InventedPaper) {
  return {
    feed_date: day,
    id: paper.id,
    title: paper.title,
    summary: paper.abstract,
    authors: paper.authors.map((name) => ({ name })),
    paper_publishedAt: `${publishedOn(paper)}T17:34:15.000Z`,
    submittedOnDailyAt: `${day}T03:50:58.348Z`,
    upvotes: paper.votes,
    numComments: paper.comments ?? 0,
    submittedBy: paper.submittedBy ?? null,
    githubRepo: paper.code?.url ?? null,
    githubStars: paper.code?.stars ?? null,
    organization: paper.organization ?? null,
    captured_at: `${day}T21:07:21.000Z`,
  };
}

function atomEntry(paper: InventedPaper): string {
  if (!paper.arxiv) return '';
  const { version, updatedOn, categories, comment, doi, journalRef } = paper.arxiv;
  const optional = (tag: string, value?: string) =>
    value ? `<arxiv:${tag}>${escapeXml(value)}</arxiv:${tag}>` : '';
  return `<entry>
<id>http://arxiv.org/abs/${paper.id}v${version}</id>
<title>${escapeXml(paper.title)}</title>
<updated>${updatedOn}T09:00:00Z</updated>
<published>${publishedOn(paper)}T17:34:15Z</published>
<summary>${escapeXml(paper.abstract)}</summary>
${categories.map((term) => `<category term="${term}"/>`).join('')}
<arxiv:primary_category term="${categories[0]}"/>
${optional('comment', comment)}${optional('doi', doi)}${optional('journal_ref', journalRef)}
${paper.authors.map((name) => `<author><name>${escapeXml(name)}</name></author>`).join('')}
</entry>`;
}

/** Published before any day that lists it; an old id contains its own year. */
function publishedOn({ id }: InventedPaper): string {
  return id.includes('/') ? '2001-12-20' : '2025-06-02';
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
