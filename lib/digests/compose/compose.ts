/**
 * Assembles a reader's mail without rendering: fills values shared by a slot once a slot, a paper's
 * values once a paper, and joins the rest from escaped pieces.
 */
import type { DigestFrame, DigestPaper } from '@/emails/digest';
import { numberAndReason, paperText, textFoot, textHead } from '@/emails/digest-text';
import { shortDay, toUtcDate, type Day } from '@/lib/calendar';
import { words } from '@/lib/words';
import { excerpt } from '@/lib/papers/maths/rich-text';
import { digestPath } from '@/lib/site/paths';
import { compileMail, type CompiledMail } from './compiled-mail';
import { paperView, type PaperView } from './paper-view';
import {
  bind,
  escapeAll,
  fill,
  joined,
  prepare,
  phrase,
  sayAll,
  type Prepared,
  type Phrase,
} from './template';
import type { Candidate, Choice } from '@/lib/recommend/types';

const SUBJECT_TITLE_LENGTH = 80;
const PREHEADER_PAPERS = 2;

export type Slot = {
  day: Day;
  siteName: string;
  /** Without a slash at its end. */
  publicUrl: string;
  /** The sender's postal address; omitted if empty. */
  senderLine: string;
};

export type Digest = {
  /** At least one: a digest without papers isn't sent. */
  choices: readonly Choice[];
  confirmedOn: Day;
  /** `on weekdays at 07:00, Europe/Vienna time` */
  cadence: string;
  manageUrl: string;
  unsubscribeUrl: string;
  /** This digest on the web; by default the public one of the day. */
  webUrl?: string;
};

export type ComposedDigest = {
  subject: string;
  preheader: string;
  html: string;
  text: string;
  /** Both encoded as the mail's lines. */
  quoted: { html: string; text: string };
};

type SlotFrame = Pick<DigestFrame, 'siteName' | 'siteUrl' | 'siteHost' | 'day' | 'senderLine'>;
type ReaderFrame = Omit<DigestFrame, keyof SlotFrame>;
type Block = {
  view: PaperView;
  subjectTitle: string;
  html: Prepared<'number' | 'reason'>;
  text: Prepared<'number' | 'reason'>;
};

/** Values shared by a slot's mails; papers join as they are first chosen. */
export type PreparedSlot = {
  slot: Slot;
  frame: SlotFrame;
  shell: Prepared<keyof ReaderFrame | 'papers'>;
  textHead: Phrase;
  blockFor: CompiledMail['blockFor'];
  blocks: WeakMap<Candidate, Block>;
  /** Caches formatted days: thousands of readers confirmed on the same few hundred. */
  shortDays: Map<Day, string>;
};

/** Renders the parts shared by every mail of the slot. */
export async function prepareSlot(slot: Slot): Promise<PreparedSlot> {
  const { day, siteName, publicUrl } = slot;
  const senderLine = slot.senderLine || null;
  const { shell, blockFor } = await compileMail({ hasSenderLine: senderLine !== null });
  const values = {
    siteName,
    siteUrl: publicUrl,
    siteHost: new URL(publicUrl).host,
    day: words.dates.weekdayAndDay(toUtcDate(day)),
  };
  const bound = bind(shell, escapeAll({ ...values, senderLine: senderLine ?? '' }));
  return {
    slot,
    frame: { ...values, senderLine },
    shell: prepare(bound),
    textHead: phrase(textHead(values)),
    blockFor,
    blocks: new WeakMap(),
    shortDays: new Map(),
  };
}

/** A reader's mail: equal to rendering DigestMail with its props, a hundred times faster. */
export function composeDigest(prepared: PreparedSlot, digest: Digest): ComposedDigest {
  const reader = readerFrame(prepared, digest);
  const papers = digest.choices.map(({ paper, reason }, index) => {
    const { html, text } = blockOf(prepared, paper);
    const own = { number: String(index + 1), reason: asSentence(reason) };
    const inText = numberAndReason(own);
    return {
      html: fill(html, sayAll(own)),
      text: fill(text, { number: phrase(inText.number), reason: phrase(inText.reason) }),
    };
  });
  const blocks = joined(papers.map(({ html }) => html));
  const html = fill(prepared.shell, { ...sayAll(reader), papers: blocks });
  const foot = phrase(textFoot({ ...prepared.frame, ...reader }));
  const text = joined([prepared.textHead, ...papers.map((paper) => paper.text), foot]);
  return {
    subject: reader.subject,
    preheader: reader.preheader,
    html: html.plain,
    text: text.plain,
    quoted: { html: html.quoted, text: text.quoted },
  };
}

/** The props with which DigestMail renders the same mail. */
export function digestProps(
  prepared: PreparedSlot,
  digest: Digest,
): DigestFrame & { papers: DigestPaper[] } {
  return {
    ...prepared.frame,
    ...readerFrame(prepared, digest),
    papers: digest.choices.map(({ paper, reason }, index) => ({
      ...blockOf(prepared, paper).view,
      number: String(index + 1),
      reason: asSentence(reason),
    })),
  };
}

function readerFrame(prepared: PreparedSlot, digest: Digest): ReaderFrame {
  const [first, ...others] = digest.choices.map(({ paper }) => blockOf(prepared, paper));
  if (!first) throw new Error('a digest needs a paper');
  const next = others.slice(0, PREHEADER_PAPERS).map(({ view }) => view.title);
  return {
    subject: `${prepared.frame.day}: ${first.subjectTitle}`,
    preheader: next.length > 0 ? next.join(' · ') : (first.view.abstract ?? first.view.title),
    confirmedOn: dayInShort(prepared, digest.confirmedOn),
    cadence: digest.cadence,
    manageUrl: digest.manageUrl,
    unsubscribeUrl: digest.unsubscribeUrl,
    webUrl: digest.webUrl ?? `${prepared.slot.publicUrl}${digestPath(prepared.slot.day)}`,
  };
}

function dayInShort({ shortDays }: PreparedSlot, day: Day): string {
  const known = shortDays.get(day) ?? shortDay(day);
  shortDays.set(day, known);
  return known;
}

function blockOf({ slot, blockFor, blocks }: PreparedSlot, paper: Candidate): Block {
  const known = blocks.get(paper);
  if (known) return known;
  const view = paperView(paper, slot.publicUrl);
  const { authors, abstract, codeUrl, ...always } = view;
  const optional = { authors: authors ?? '', abstract: abstract ?? '', codeUrl: codeUrl ?? '' };
  const block: Block = {
    view,
    subjectTitle: excerpt(paper.title, SUBJECT_TITLE_LENGTH),
    html: prepare(bind(blockFor(view), escapeAll({ ...always, ...optional }))),
    text: prepare(paperText(view)),
  };
  blocks.set(paper, block);
  return block;
}

function asSentence(reason: string): string {
  return reason.charAt(0).toUpperCase() + reason.slice(1);
}
