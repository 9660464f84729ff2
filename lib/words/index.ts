/** Picks the language of every sentence that people read. */
import { env } from '@/lib/env';
import { en } from './en';
import { bracketed } from './pseudo';

/** The entries that every language must have. */
export type Words = typeof en;

const languages: Record<typeof env.SITE_LANGUAGE, () => Words> = {
  en: () => en,
  pseudo: () => bracketed(en),
};

export const words: Words = languages[env.SITE_LANGUAGE]();
