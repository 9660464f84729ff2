/** Previews the listing of a paper. */
import { FoldedAbstract } from '@/components/paper/abstract';
import { AuthorLine } from '@/components/paper/authors';
import { RichText } from '@/components/paper/rich-text';
import type { PreviewedPaper } from '@/lib/submissions/preview-commands';

export function PaperPreview({ title, authors, authorCount, abstract }: PreviewedPaper) {
  return (
    <article className="paper border-y border-hairline py-6">
      <h2 id="previewed" dir="auto">
        <RichText text={title} inline />
      </h2>
      <AuthorLine authors={authors} count={authorCount} />
      <FoldedAbstract abstract={abstract} titleId="previewed" />
    </article>
  );
}
