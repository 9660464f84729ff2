/** Reads arXiv's ids in every spelling that people paste, and links to its pages. Pure. */
import type { Ownership, PaperId } from './source';

/** Ids of April 2007 and later: YYMM.NNNN, from 2015 YYMM.NNNNN. */
const NEW_ID = /^(\d{2})(\d{2})\.(\d{4,5})(?:v([1-9]\d{0,2}))?$/i;
/** Ids until March 2007: archive, a subject class that isn't part of the id, YYMMNNN. */
const OLD_ID =
  /^([a-z]+(?:-[a-z]+)?)(?:\.[a-z-]{2,})?\/((\d{2})(\d{2})\d{3})(?:v([1-9]\d{0,2}))?$/i;

const OLD_ARCHIVES = new Set(
  (
    'acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg ' +
    'comp-gas cond-mat cs dg-ga funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph ' +
    'mtrl-th nlin nucl-ex nucl-th patt-sol physics plasm-ph q-alg q-bio quant-ph solv-int supr-con'
  ).split(' '),
);
const FIRST_NEW_MONTH = 704;
const FIRST_FIVE_DIGIT_MONTH = 1501;
const FIRST_ARXIV_YEAR = 91;

export const ARXIV_PAPERS: Ownership = {
  linkPrefixes: [
    /^(?:https?:\/\/)?(?:(?:www|export)\.)?arxiv\.org\/(?:abs|pdf|html|format|src)\//i,
    /^(?:https?:\/\/)?(?:ar5iv\.labs\.arxiv\.org|(?:www\.)?ar5iv\.org)\/(?:abs|pdf|html)\//i,
    /^(?:https?:\/\/)?(?:www\.)?alphaxiv\.org\/(?:[a-z]{2}\/)?(?:abs|overview|pdf)\//i,
    /^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)?10\.48550\/arxiv\./i,
    /^arxiv:\s*/i,
  ],
  parseId: (text) => parseNewId(text) ?? parseOldId(text),
  repository: {
    links: (id, version) => {
      const name = version === null ? id : `${id}v${version}`;
      return {
        landing: `https://arxiv.org/abs/${name}`,
        pdf: `https://arxiv.org/pdf/${name}`,
        html: `https://arxiv.org/html/${name}`,
      };
    },
    doi: (id) => `10.48550/arXiv.${id}`,
    eprintType: 'arxiv',
    idTag: 'citation_arxiv_id',
  },
};

/** Whether a canonical id is arXiv's: requests to arXiv's services carry no other. */
export function isArxivId(id: string): boolean {
  return ARXIV_PAPERS.parseId(id)?.id === id;
}

function parseNewId(text: string): PaperId | null {
  const match = NEW_ID.exec(text);
  if (!match) return null;
  const [, year, month, number, version] = match;
  const yearMonth = Number(`${year}${month}`);
  if (!isMonth(month) || yearMonth < FIRST_NEW_MONTH) return null;
  if (number!.length !== (yearMonth < FIRST_FIVE_DIGIT_MONTH ? 4 : 5)) return null;
  return { id: `${year}${month}.${number}`, version: parseVersion(version) };
}

function parseOldId(text: string): PaperId | null {
  const match = OLD_ID.exec(text);
  if (!match) return null;
  const [, writtenArchive, number, year, month, version] = match;
  const archive = writtenArchive!.toLowerCase();
  if (!OLD_ARCHIVES.has(archive) || !isMonth(month)) return null;
  const isBeforeNewIds =
    Number(year) >= FIRST_ARXIV_YEAR || Number(`${year}${month}`) < FIRST_NEW_MONTH;
  return isBeforeNewIds ? { id: `${archive}/${number}`, version: parseVersion(version) } : null;
}

function isMonth(digits: string | undefined): boolean {
  return Number(digits) >= 1 && Number(digits) <= 12;
}

function parseVersion(digits: string | undefined): number | null {
  return digits === undefined ? null : Number(digits);
}
