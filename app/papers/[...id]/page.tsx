/** A paper: its abstract and authors, links, and the reasons for its rank. */
import type { Metadata } from 'next';
import { words } from '@/lib/words';
import { notFound, permanentRedirect } from 'next/navigation';
import { cache } from 'react';
import { decoded, feedTypes, orNotFound } from '@/app/site';
import { Citations } from '@/components/paper/citations';
import { PaperDetails } from '@/components/paper/details';
import { RankingTerms } from '@/components/paper/ranking-terms';
import { Related } from '@/components/paper/related';
import { RichText } from '@/components/paper/rich-text';
import { Share } from '@/components/paper/share';
import { Versions } from '@/components/paper/versions';
import { SaveButton } from '@/components/paper/save-button';
import { VoteButton } from '@/components/paper/vote-button';
import { WholeAuthors } from '@/components/paper/whole-authors';
import { Masthead } from '@/components/feed/masthead';
import { Footer } from '@/components/ui/footer';
import { systemClock } from '@/lib/clock';
import { database } from '@/lib/db/client';
import { dayInWords, fromUtcDate, periodOf } from '@/lib/calendar';
import { env, publicUrl } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { tellAnswer } from '@/lib/http/page-answer';
import { citationTags } from '@/lib/papers/citations/meta-tags';
import type { SearchParams } from '@/lib/site/params';
import { parsePaperId } from '@/lib/papers/ids';
import { scholarlyArticle } from '@/lib/papers/citations/linked-data';
import { getPaper, topicNames, type WholePaper } from '@/lib/papers/queries';
import { abstractOrigin } from '@/lib/sources/table';
import { excerpt, plainText } from '@/lib/papers/maths/rich-text';
import { discountsOfPaper } from '@/lib/votes/queries';
import { relatedPapers, type RelatedPaper } from '@/lib/search/query/related-queries';
import { paperPath, PATHS, periodPath, picturePath } from '@/lib/site/paths';
import { Discussion } from './discussion';

const RELATED = 6;

type Props = { params: Promise<{ id: string[] }>; searchParams: SearchParams };

/** The paper of an address; redirects another spelling of its id or a duplicate. */
const paperFromAddress = cache(async (address: string): Promise<WholePaper> => {
  const typedId = await orNotFound(() => decoded(address));
  const parsed = parsePaperId(typedId);
  if (!parsed) notFound();
  if (parsed.id !== typedId) permanentRedirect(paperPath(parsed.id));
  const paper = await orNotFound(() => getPaper(database(), parsed.id));
  if (paper.mergedIntoId) permanentRedirect(paperPath(paper.mergedIntoId));
  return paper;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const paper = await paperFromAddress((await params).id.join('/'));
  const title = plainText(paper.title);
  const description = excerpt(paper.abstract, 200);
  const path = paperPath(paper.id);
  return {
    title,
    description,
    ...(paper.hiddenAt && { robots: { index: false } }),
    alternates: {
      canonical: path,
      types: {
        'text/markdown': `${path}.md`,
        ...feedTypes(`papers/${paper.id}/comments`, words.paper.commentsOf),
      },
    },
    openGraph: {
      type: 'article',
      title,
      description,
      url: path,
      publishedTime: fromUtcDate(paper.publishedOn),
      authors: paper.authors.slice(0, 10).map(({ name }) => name),
      images: [{ url: picturePath(paper.id), width: 1200, height: 630, alt: title }],
    },
    twitter: { card: 'summary_large_image' },
    other: citationTags(paper, publicUrl),
  };
}

export default async function PaperPage({ params, searchParams }: Props) {
  const paper = await paperFromAddress((await params).id.join('/'));
  const [names, related, discounts] = await Promise.all([
    topicNames(database()),
    relatedOrNone(paper),
    paper.countedUpvotes < paper.upvotes ? discountsOfPaper(database(), paper.id) : [],
  ]);
  const origin = abstractOrigin(paper);
  const listed = paper.appearances.map(({ listedOn }) => fromUtcDate(listedOn));
  const list = listed[0] ? periodPath(periodOf('day', listed[0])) : PATHS.latest;
  return (
    <>
      <Masthead
        siteName={env.SITE_NAME}
        dateline={
          listed[0]
            ? dayInWords(listed[0])
            : words.paper.publishedOn(dayInWords(fromUtcDate(paper.publishedOn)))
        }
      />
      <main id="main" className="mx-auto max-w-188 px-4 py-6 md:py-10">
        <p className="text-15">
          <a href={list} data-up className="link inline-flex min-h-11 items-center">
            {listed[0] ? words.paper.editionOf(dayInWords(listed[0])) : words.paper.latestEdition}
          </a>
        </p>
        <article lang="en">
          <h1 className="mt-2 text-31 md:text-38" dir="auto">
            {paper.withdrawn ? (
              <s>
                <RichText text={paper.title} inline />
              </s>
            ) : (
              <RichText text={paper.title} inline />
            )}
          </h1>
          {paper.withdrawn && (
            <p role="status" className="mt-3 border-y border-hairline py-3">
              {paper.comment ? words.paper.withdrawnNote(paper.comment) : words.paper.withdrawn}
            </p>
          )}
          {paper.hiddenAt && (
            <p role="status" className="mt-3 border-y border-hairline py-3">
              {words.paper.hiddenBy(paper.hiddenReason)}
            </p>
          )}
          <WholeAuthors authors={paper.authors} />
          <p className="no-print mt-3 flex gap-4">
            <VoteButton paper={paper} />
            <SaveButton id={paper.id} />
          </p>
          <section aria-labelledby="abstract" className="mt-8">
            <h2 id="abstract" className="text-22">
              {words.paper.abstract}
            </h2>
            {paper.abstract ? (
              <div className="prose-serif mt-2" dir="auto">
                <RichText text={paper.abstract} />
              </div>
            ) : (
              <p className="mt-2 text-second">{words.paper.noAbstract}</p>
            )}
            <p className="mt-3 text-13 text-second">
              {origin && words.sources.abstract[origin.kind](origin.name)}
            </p>
          </section>
          <PaperDetails paper={paper} listed={listed} topicNames={names} />
          <Versions
            id={paper.id}
            source={paper.source}
            version={paper.version}
            publishedOn={fromUtcDate(paper.publishedOn)}
            updatedAt={paper.updatedAt}
          />
          <Related papers={related} />
          <RankingTerms
            paper={paper}
            discounts={discounts}
            now={systemClock()}
            countsUpstream={env.COUNT_UPSTREAM_VOTES}
          />
          <Citations paper={paper} url={`${publicUrl}${paperPath(paper.id)}`} />
          <Share title={plainText(paper.title)} url={`${publicUrl}${paperPath(paper.id)}`} />
        </article>
        <Discussion paper={paper} searchParams={searchParams} />
        <script type="application/ld+json">{scholarlyArticle(paper, publicUrl)}</script>
      </main>
      <Footer siteName={env.SITE_NAME} />
    </>
  );
}

/** Under load the page omits them, and isn't cached. */
async function relatedOrNone(paper: WholePaper): Promise<RelatedPaper[]> {
  try {
    return await relatedPapers(database(), paper, RELATED);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'unavailable') throw error;
    tellAnswer({ isMakeshift: true });
    return [];
  }
}
