/** The row of a fictional source that publishes papers under DOIs, as bioRxiv does. */
import type { Source } from '@/lib/sources/source';

const ID = /^(10\.1101\/\d{4}\.\d\d\.\d\d\.\d{6})(?:v([1-9]\d{0,2}))?(?:\.full)?$/;

export const BIORXIV: Source = {
  id: 'biorxiv',
  name: 'bioRxiv',
  isRead: true,
  owns: {
    linkPrefixes: [
      /^(?:https?:\/\/)?(?:www\.)?biorxiv\.org\/content\//i,
      /^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)(?=10\.1101\/)/i,
    ],
    parseId: (text) => {
      const [, id, version] = ID.exec(text) ?? [];
      return id ? { id, version: version ? Number(version) : null } : null;
    },
    repository: {
      links: (id, version) => {
        const landing = `https://www.biorxiv.org/content/${id}${version ? `v${version}` : ''}`;
        return { landing, pdf: `${landing}.full.pdf`, html: null };
      },
      doi: (id) => id,
      eprintType: 'biorxiv',
      idTag: null,
    },
  },
  authority: 2,
  markup: 'tex_and_debris',
  abstracts: 'original',
};
