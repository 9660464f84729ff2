/**
 * Chooses the sentence of an abstract that states the paper's contribution. Pure. Scores eight
 * traits of a sentence with a linear model. Its weights were fitted to predict ROUGE-L with Hugging
 * Face's summaries, by ridge regression on the papers of every second day; `npm run bench:summary`
 * measures it on the other days.
 */
import { wordsOf } from './text/words';

/** "We introduce …": the sentence names a novelty. */
const INTRODUCES =
  /\bwe (?:\w{1,20} ){0,2}(?:introduc|propos|present|unveil|releas|develop|design)(?:e|es|ed|ing)?\b/i;
/** The sentence is about the paper itself. */
const OWN_WORK = /\b(?:this|the|our) (?:paper|work|report|study|survey|article)\b/i;
/** The sentence turns from a problem to its solution. */
const SOLVES =
  /^(?:to (?:address|alleviate|bridge|close|enable|fill|handle|mitigate|overcome|remedy|resolve|solve|tackle|this end)|in (?:this|response)|motivated by|inspired by)\b/i;
/** The sentence describes existing work or its gaps. */
const BACKGROUND =
  /\b(?:although|challeng\w*|current|despite|existing|however|lack\w*|limited|often|previous|prior|recent\w*|remains?|suffer\w*|traditional\w*|typically|while|yet)\b/i;
/** Words that end with a full stop inside a sentence. */
const ABBREVIATION = /(?:\b(?:e\.g|i\.e|et al|cf|vs|Fig|Eq|resp|approx)|\b[A-Z])\.$/;
/** An opening that refers to the sentence before, or to the paper: "To address this, we …". */
const OPENING =
  /^(?:(?:to|in|by|with|for|towards?|building|based|motivated|inspired|driven|given|as) [^,;:]{2,140}, (?=we |our |this )|(?:accordingly|additionally|consequently|furthermore|hence|here|however|in addition|moreover|specifically|therefore|thus),? (?=\p{L}))/iu;
const COMMON = new Set(
  'a all also an and any are as at be been between both but by can each for from had has have in into is it its many more most new not novel of on one or other our over such than that the their these they this those to two under use used using via was we were which while with'.split(
    ' ',
  ),
);
const SHORT_WORDS = 14;

const WEIGHTS: Traits = {
  announces: 0.03,
  introduces: 0.05,
  namesSystem: 0.03,
  titleShare: 0.1,
  similarity: 0.47,
  position: -0.02,
  isBackground: -0.01,
  isShort: -0.04,
};

type Traits = Record<
  | 'announces'
  | 'introduces'
  | 'namesSystem'
  | 'titleShare'
  | 'similarity'
  | 'position'
  | 'isBackground'
  | 'isShort',
  number
>;

/**
 * Returns the key sentence of an abstract without its opening words ("To address this, …"), which
 * make no sense alone; null for an abstract without text. Every word after the first is the authors'.
 */
export function keySentence(title: string, abstract: string): string | null {
  const sentences = sentencesOf(abstract);
  const scores = scoresOf(traitsOf(title, sentences));
  const best = sentences[scores.indexOf(Math.max(...scores))];
  return best === undefined ? null : withoutOpening(best);
}

/** Splits a cleaned abstract into sentences. Joins a piece in lower case to the previous one. */
export function sentencesOf(abstract: string): string[] {
  const text = abstract.replaceAll(/\s+/g, ' ');
  const sentences: string[] = [];
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)) {
    const last = sentences.at(-1);
    if (last && (ABBREVIATION.test(last.trimEnd()) || /^[\p{Ll}\d(]/u.test(segment)))
      sentences[sentences.length - 1] = last + segment;
    else sentences.push(segment);
  }
  return sentences.map((sentence) => sentence.trim()).filter((sentence) => sentence !== '');
}

function withoutOpening(sentence: string): string {
  const rest = sentence.replace(OPENING, '');
  return rest.slice(0, 1).toLocaleUpperCase('en') + rest.slice(1);
}

/** The traits of each sentence: shares and flags between 0 and 1, in the sentences' order. */
export function traitsOf(title: string, sentences: readonly string[]): Traits[] {
  const words = sentences.map(wordsOf);
  const meanings = words.map(meaningfulOf);
  const titleWords = [...meaningfulOf(wordsOf(title))];
  const system = title.includes(':') ? wordsOf(title.slice(0, title.indexOf(':'))) : [];
  const names = (own: readonly string[]) =>
    system.length > 0 && system.every((word) => own.includes(word));
  const firsts = {
    announces: sentences.findIndex((text) =>
      [INTRODUCES, OWN_WORK, SOLVES].some((cue) => cue.test(text)),
    ),
    introduces: sentences.findIndex((text) => INTRODUCES.test(text)),
    namesSystem: words.findIndex(names),
  };
  return sentences.map((text, index) => ({
    announces: Number(firsts.announces === index),
    introduces: Number(firsts.introduces === index),
    namesSystem: Number(firsts.namesSystem === index),
    titleShare: shareOf(titleWords, meanings[index]!),
    similarity: meanSimilarity(meanings, index),
    position: index / Math.max(1, sentences.length - 1),
    isBackground: Number(BACKGROUND.test(text)),
    isShort: Number(words[index]!.length < SHORT_WORDS),
  }));
}

/** A score for each sentence, for ordering only. */
export function scoresOf(traits: readonly Traits[]): number[] {
  const names = Object.keys(WEIGHTS) as (keyof Traits)[];
  return traits.map((own) => names.reduce((sum, name) => sum + WEIGHTS[name] * own[name], 0));
}

function meaningfulOf(words: readonly string[]): Set<string> {
  return new Set(words.filter((word) => !COMMON.has(word)));
}

function shareOf(words: readonly string[], own: ReadonlySet<string>): number {
  return words.filter((word) => own.has(word)).length / Math.max(1, words.length);
}

/** Mean cosine of a sentence's set of words with those of the other sentences. */
function meanSimilarity(meanings: readonly ReadonlySet<string>[], index: number): number {
  const own = meanings[index]!;
  const others = meanings.filter((_, other) => other !== index);
  const sum = others.reduce((total, other) => {
    const shared = [...own].filter((word) => other.has(word)).length;
    return total + shared / Math.max(1, Math.sqrt(own.size * other.size));
  }, 0);
  return sum / Math.max(1, others.length);
}
