/** Templates of the digest: react-email renders each once, with marks for the values. */
import { render } from '@react-email/render';
import { Fragment } from 'react';
import { DigestShell, PaperBlock, type DigestFrame, type DigestPaper } from '@/emails/digest';
import { mark, templateOf, type Template } from './template';

export type CompiledMail = {
  shell: Template<keyof DigestFrame | 'papers'>;
  /** Renders the template for papers without the same optional parts. */
  blockFor: (paper: Optional) => Template<keyof DigestPaper>;
};
type Optional = Pick<DigestPaper, 'authors' | 'abstract' | 'codeUrl'>;

const frame: DigestFrame = {
  subject: mark('subject'),
  preheader: mark('preheader'),
  siteName: mark('siteName'),
  siteUrl: mark('siteUrl'),
  siteHost: mark('siteHost'),
  day: mark('day'),
  confirmedOn: mark('confirmedOn'),
  cadence: mark('cadence'),
  manageUrl: mark('manageUrl'),
  unsubscribeUrl: mark('unsubscribeUrl'),
  webUrl: mark('webUrl'),
  senderLine: mark('senderLine'),
};
const paper: DigestPaper = {
  number: mark('number'),
  title: mark('title'),
  url: mark('url'),
  authors: mark('authors'),
  abstract: mark('abstract'),
  votes: mark('votes'),
  reason: mark('reason'),
  sourceUrl: mark('sourceUrl'),
  sourceName: mark('sourceName'),
  codeUrl: mark('codeUrl'),
};
const CUT = mark('cut');

/** Every combination of optional parts; shapeOf is the index. */
const shapes: DigestPaper[] = [0, 1, 2, 3, 4, 5, 6, 7].map((shape) => ({
  ...paper,
  authors: shape & 1 ? paper.authors : null,
  abstract: shape & 2 ? paper.abstract : null,
  codeUrl: shape & 4 ? paper.codeUrl : null,
}));

function shapeOf({ authors, abstract, codeUrl }: Optional): number {
  return (authors === null ? 0 : 1) + (abstract === null ? 0 : 2) + (codeUrl === null ? 0 : 4);
}

/** Renders a slot's mail, with or without a postal address. */
export async function compileMail({ hasSenderLine }: { hasSenderLine: boolean }) {
  const senderLine = hasSenderLine ? frame.senderLine : null;
  const rendered = await render(
    <DigestShell {...frame} senderLine={senderLine}>
      {CUT}
      {shapes.map((each, shape) => (
        <Fragment key={shape}>
          <PaperBlock {...each} />
          {CUT}
        </Fragment>
      ))}
    </DigestShell>,
  );
  const parts = rendered.split(CUT);
  const templates = parts.slice(1, -1).map(templateOf<keyof DigestPaper>);
  const compiled: CompiledMail = {
    shell: templateOf(parts[0] + mark('papers') + parts.at(-1)),
    blockFor: (each) => templates[shapeOf(each)]!,
  };
  return compiled;
}
