/** Evidence for claims of authorship. A curator decides; the claim keeps its evidence. */
import { words } from '@/lib/words';

/**
 * Free mail providers, whose addresses say nothing about their holders. Only well-known ones, under
 * any ending; curators recognize others.
 */
const FOR_EVERYBODY = new Set(
  (
    '10minutemail 126 139 163 aim aliyun aol bk daum discard duck fastmail foxmail free freenet ' +
    'gmail gmx googlemail guerrillamail hanmail hey hotmail icloud inbox interia kakao laposte ' +
    'libero list live mac mail mailbox mailfence mailinator me msn naver o2 onet orange outlook ' +
    'pm posteo proton protonmail qq rambler rediffmail rocketmail runbox seznam sfr sharklasers ' +
    'sina sohu t-online temp-mail tiscali trashmail tuta tutanota ukr virgilio wanadoo web wp ya ' +
    'yahoo yandex yeah ymail yopmail zoho zohomail'
  ).split(' '),
);
/** The label below the public suffix: `yahoo` of `yahoo.co.jp`, not `mail` of `mail.mit.edu`. */
const NAME_AND_ENDING = /^([a-z0-9-]+)\.(?:(?:com?|ne|or|net)\.)?[a-z]{2,6}$/;
/** Placeholder domains of accounts without mail (RFC 2606). */
const NOWHERE = /\.invalid$/;

export type Claimant = { email: string; emailVerified: boolean; orcid: string | null };

/** A reader's evidence in words for a curator; null without any. */
export function evidenceOf({ email, emailVerified, orcid }: Claimant): string | null {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  const hasAddress = emailVerified && isInstitutional(domain);
  const evidence = [
    ...(orcid ? [words.community.orcid(orcid)] : []),
    ...(hasAddress ? [words.community.confirmedAddress(domain)] : []),
  ];
  return evidence.length > 0 ? words.community.evidence(evidence) : null;
}

/** Whether a domain identifies the holder's employer. */
export function isInstitutional(domain: string): boolean {
  const name = NAME_AND_ENDING.exec(domain)?.[1] ?? '';
  return domain.includes('.') && !FOR_EVERYBODY.has(name) && !NOWHERE.test(domain);
}
