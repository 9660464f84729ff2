/** A paper's metadata, as terms and values. */
import type { ReactNode } from 'react';
import { dayInWords, periodOf, shortDay } from '@/lib/calendar';
import { words } from '@/lib/words';
import type { WholePaper } from '@/lib/papers/queries';
import { repositoryOf } from '@/lib/sources/table';
import { paperPath, periodPath, topicPath } from '@/lib/site/paths';
import { Outside, SourceLink } from './facts';

type Props = { paper: WholePaper; listed: string[]; topicNames: Map<string, string> };

export function PaperDetails({ paper, listed, topicNames }: Props) {
  const { labels } = words.paper;
  const read = <Reading paper={paper} />;
  const rows: [string, ReactNode][] = [
    [labels.read, read],
    [labels.code, paper.codeUrl && <Code url={paper.codeUrl} stars={paper.codeStars} />],
    [
      labels.project,
      paper.projectUrl && <Outside href={paper.projectUrl}>{hostOf(paper.projectUrl)}</Outside>,
    ],
    [labels.votes, <VotesApart key="votes" paper={paper} />],
    [
      labels.topics,
      paper.topics.length > 0 && <Topics key="topics" slugs={paper.topics} names={topicNames} />,
    ],
    [labels.categories, paper.categories.join(', ')],
    [labels.organization, paper.organization],
    [labels.published, shortDay(paper.publishedOn.toISOString().slice(0, 10))],
    [labels.listed, listed.length > 0 && <Listings paper={paper} listed={listed} />],
    [labels.journal, paper.journalRef],
    [labels.doi, paper.doi && <Outside href={`https://doi.org/${paper.doi}`}>{paper.doi}</Outside>],
    [labels.note, paper.withdrawn ? null : paper.comment],
    [labels.keywords, paper.aiKeywords.join(', ')],
    [labels.summary, paper.aiSummary && words.paper.modelSummary(paper.aiSummary)],
  ];
  return (
    <section aria-labelledby="details" className="mt-10 border-t border-hairline pt-6">
      <h2 id="details" className="sr-only">
        {words.paper.details}
      </h2>
      <dl className="grid grid-cols-1 gap-x-6 gap-y-2 md:grid-cols-[8rem_1fr]">
        {rows
          .filter(([, value]) => Boolean(value))
          .map(([term, value]) => (
            <div key={term} className="md:contents">
              <dt className="text-second">{term}</dt>
              <dd className="min-w-0 break-words [&_a]:underline [&_a]:decoration-hairline [&_a:hover]:text-accent">
                {value}
              </dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

function Topics({ slugs, names }: { slugs: string[]; names: Map<string, string> }) {
  return slugs
    .filter((slug) => names.has(slug))
    .map((slug, index) => (
      <span key={slug}>
        {index > 0 && ', '}
        <a href={topicPath(slug)}>{names.get(slug)}</a>
      </span>
    ));
}

function Reading({ paper }: { paper: WholePaper }) {
  const markdown = <a href={`${paperPath(paper.id)}.md`}>{words.paper.markdown}</a>;
  const repository = repositoryOf(paper);
  if (!repository) {
    return (
      <Links>
        <SourceLink paper={paper} />
        {markdown}
      </Links>
    );
  }
  const { landing, pdf, html } = repository.links(paper.id, null);
  return (
    <Links>
      <Outside href={landing}>{words.paper.abstractAt(repository.name)}</Outside>
      {pdf && <Outside href={pdf}>{words.paper.pdf}</Outside>}
      {html && <Outside href={html}>{words.paper.html}</Outside>}
      {markdown}
    </Links>
  );
}

function Links({ children }: { children: ReactNode }) {
  return (
    <span className="flex flex-wrap gap-x-4 [&_a]:text-accent [&_a]:underline">{children}</span>
  );
}

function Code({ url, stars }: { url: string; stars: number | null }) {
  return (
    <>
      <Outside href={url}>{url.replace(/^https?:\/\//, '')}</Outside>
      {stars !== null && stars > 0 && ` · ${words.paper.stars(stars)}`}
    </>
  );
}

function VotesApart({ paper }: { paper: WholePaper }) {
  return (
    <span className="tabular-nums">
      {paper.upstreamReadAt
        ? words.paper.votesHereAndThere(paper.upvotes, paper.upstreamVotes)
        : words.paper.votesHere(paper.upvotes)}
    </span>
  );
}

function Listings({ paper, listed }: { paper: WholePaper; listed: string[] }) {
  return (
    <ul>
      {paper.appearances.map(({ submittedBy, note }, index) => {
        const day = listed[index] ?? '';
        return (
          <li key={day}>
            <a href={periodPath(periodOf('day', day))} className="hover:text-accent">
              {dayInWords(day)}
            </a>
            {submittedBy && ` ${words.paper.listedByNote(submittedBy)}`}
            {note && `: ${note}`}
          </li>
        );
      })}
    </ul>
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
