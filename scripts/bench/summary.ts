/**
 * `npm run bench:summary`: compares a paper's key sentence with Hugging Face's summary, on every
 * second day of the archive. The weights were fitted on the other days.
 */
import { createReadStream } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { keySentence, scoresOf, sentencesOf, traitsOf } from '@/lib/papers/key-sentence';
import { cleanAbstract, cleanTitle } from '@/lib/papers/text/clean';
import { createLocalEmbedder } from '@/lib/search/meaning/embedder/local';
import type { Embedder } from '@/lib/search/meaning/embedder/types';
import { cosine } from '@/lib/search/meaning/vectors/vector';
import { report, rounded, runBench } from './bench';
import { mean } from './discovery/measures';
import { rouge1, rougeL } from './summary/rouge';
import { seededRandom } from './votes/random';

const bench = 'summary';
const SEED = 20_261_201;
/** Embedding every candidate takes minutes; these papers are spread evenly over the days. */
const EMBEDDED_PAPERS = 300;
/** Share of the distance from the first sentence to the best one, in ROUGE-L. */
const TARGET = 0.75;
const CUE = /\bwe (?:introduce|propose|present)/i;

type Paper = { title: string; summary: string; sentences: string[]; abstract: string };
type Way = (paper: Paper) => string;

const row = z.object({
  feed_date: z.iso.date(),
  title: z.string(),
  summary: z.string().nullish(),
  ai_summary: z.string().nullish(),
});

const random = seededRandom(SEED);
const WAYS: Record<string, Way> = {
  key_sentence: ({ title, abstract }) => keySentence(title, abstract) ?? '',
  with_its_opening: ({ title, sentences }) => best(sentences, scoresOf(traitsOf(title, sentences))),
  first: ({ sentences }) => sentences[0]!,
  first_with_cue: ({ sentences }) => sentences.find((text) => CUE.test(text)) ?? sentences[0]!,
  last: ({ sentences }) => sentences.at(-1)!,
  longest: ({ sentences }) =>
    best(
      sentences,
      sentences.map(({ length }) => length),
    ),
  random: ({ sentences }) => sentences[Math.floor(random() * sentences.length)]!,
  best_possible: ({ sentences, summary }) =>
    best(
      sentences,
      sentences.map((text) => rougeL(text, summary)),
    ),
};

await runBench(async (dataDir, defer) => {
  const papers = await readPapers(path.join(dataDir, 'hf/daily-papers.jsonl'));
  const embedder = createLocalEmbedder(path.join(tmpdir(), 'broadsheet-bench'));
  defer(() => embedder.close());
  const step = Math.max(1, Math.floor(papers.length / EMBEDDED_PAPERS));
  const embedded = new Set(papers.filter((_, index) => index % step === 0));
  const means = new Map<string, number>();
  for (const [name, choose] of Object.entries(WAYS)) {
    const chosen = papers.map((paper) => ({ paper, text: choose(paper) }));
    const average = mean(chosen.map(({ paper, text }) => rougeL(text, paper.summary)));
    means.set(name, average);
    report(
      { bench, metric: `rouge_l_${name}`, value: average, target: null, better: 'higher' },
      {
        rouge1: rounded(mean(chosen.map(({ paper, text }) => rouge1(text, paper.summary)))),
        cosine: rounded(
          await cosines(
            embedder,
            chosen.filter(({ paper }) => embedded.has(paper)),
          ),
        ),
        papers: papers.length,
        seed: SEED,
      },
    );
  }
  const [first, oracle] = [means.get('first')!, means.get('best_possible')!];
  for (const name of ['first_with_cue', 'with_its_opening', 'key_sentence']) {
    const value = (means.get(name)! - first) / (oracle - first);
    const target = name === 'key_sentence' ? TARGET : null;
    report({ bench, metric: `gap_closed_${name}`, value, target, better: 'higher' });
  }
});

/** Papers with a summary and several sentences, of every second day. */
async function readPapers(file: string): Promise<Paper[]> {
  const byDay = new Map<string, Paper[]>();
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (line.trim() === '') continue;
    const { feed_date: day, title, summary, ai_summary: ai } = row.parse(JSON.parse(line));
    if (!summary || !ai) continue;
    const abstract = cleanAbstract(summary, 'huggingface');
    const sentences = sentencesOf(abstract);
    if (sentences.length < 2) continue;
    const paper = {
      title: cleanTitle(title),
      summary: cleanAbstract(ai, 'huggingface'),
      sentences,
      abstract,
    };
    byDay.set(day, [...(byDay.get(day) ?? []), paper]);
  }
  return [...byDay.keys()]
    .toSorted()
    .filter((_, index) => index % 2 === 1)
    .flatMap((day) => byDay.get(day)!);
}

function best(sentences: readonly string[], scores: readonly number[]): string {
  return sentences[scores.indexOf(Math.max(...scores))]!;
}

async function cosines(embedder: Embedder, chosen: { paper: Paper; text: string }[]) {
  const kind = { kind: 'paper' } as const;
  const own = await embedder.embed(
    chosen.map(({ text }) => text),
    kind,
  );
  const summaries = await embedder.embed(
    chosen.map(({ paper }) => paper.summary),
    kind,
  );
  return mean(own.map((vector, index) => cosine(vector, summaries[index]!)));
}
