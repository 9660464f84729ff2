/** Tests that readers' texts in submissions and libraries reach every page escaped. */
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { DescribeForm } from '@/components/library/collection-forms';
import { CollectForm, NoteForm } from '@/components/library/save-forms';
import { SubmissionList } from '@/components/submission/submission-list';
import { SubmitForm } from '@/components/submission/submit-form';
import { submitForm } from '@/lib/submissions/schema';
import { XSS_VECTORS } from '@/tests/support/xss-vectors';
import { EditionOrder } from './edition-order';
import { DeskTable } from './parts';

const PAGES: Record<string, (text: string) => ReactNode> = {
  'a submission to mend': (text) => (
    <SubmitForm
      paperId="2503.12345"
      typed={{ note: text, codeUrl: text, projectUrl: text }}
      revision={null}
      waits
    />
  ),
  'one’s own submissions': (text) => (
    <SubmissionList
      submissions={[
        {
          id: '1',
          paperId: '2503.12345',
          title: null,
          state: 'refused',
          reason: text,
          createdAt: new Date(0),
          listedOn: null,
        },
      ]}
    />
  ),
  'a note': (text) => <NoteForm path="/save/2503.12345" note={text} />,
  'a collection': (text) => <DescribeForm path="/library" name={text} description={text} />,
  'collections to choose': (text) => (
    <CollectForm path="/save" collections={[{ id: '1', name: text }]} chosen={new Set()} />
  ),
  'the day on the desk': (text) => (
    <EditionOrder
      day="2025-03-14"
      papers={[
        {
          paperId: '2503.12345',
          title: 'Weighing Fog',
          votes: 1,
          submittedBy: text,
          note: text,
          pickRank: null,
        },
      ]}
      seen={text}
      moved={text}
    />
  ),
  'the log': (text) => (
    <DeskTable caption="Log" columns={['What']} rows={[{ key: '1', cells: [text] }]} />
  ),
};

type Node = DefaultTreeAdapterTypes.Node;

/** Elements with the names of their attributes, which a text may never change. */
function skeleton(content: ReactNode): string[] {
  const walk = (node: Node): string[] => [
    ...('attrs' in node ? [`${node.tagName} ${node.attrs.map(({ name }) => name).join()}`] : []),
    ...('childNodes' in node ? node.childNodes.flatMap(walk) : []),
  ];
  return walk(parseFragment(renderToStaticMarkup(content)));
}

describe.each(Object.entries(PAGES))('%s', (_, page) => {
  test('escapes every vector', () => {
    const plain = skeleton(page('plain words'));
    for (const vector of XSS_VECTORS) expect(skeleton(page(vector)), vector).toEqual(plain);
  });
});

test('of all vectors only an https address becomes a link, encoded', () => {
  for (const codeUrl of XSS_VECTORS) {
    const parsed = submitForm.safeParse({ paper: '2503.12345', codeUrl });
    const kept = parsed.data?.codeUrl ?? 'https://refused.example';
    expect(kept, codeUrl).toMatch(/^https:\/\/[\w.-]+(\/[^"<>\s]*)?$/);
  }
});
