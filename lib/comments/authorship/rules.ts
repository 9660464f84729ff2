/** Claims of authorship: what speaks for one. A curator decides; this keeps what can't be decided away. */
import { words } from '@/lib/words';

/**
 * Mail that anybody can have says nothing about who they are. These are the well-known ones,
 * under whatever ending; a rarer one is for the curator to see.
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
/** A name right under an ending: `yahoo` of `yahoo.co.jp`, but not `mail` of `mail.mit.edu`. */
const NAME_AND_ENDING = /^([a-z0-9-]+)\.(?:(?:com?|ne|or|net)\.)?[a-z]{2,6}$/;
/** What accounts without mail have in its place (RFC 2606). */
const NOWHERE = /\.invalid$/;

export type Claimant = { email: string; emailVerified: boolean; orcid: string | null };

/** What speaks for a reader, in words for a curator; null where nothing does. */
export function evidenceOf({ email, emailVerified, orcid }: Claimant): string | null {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  const hasAddress = emailVerified && isInstitutional(domain);
  const evidence = [
    ...(orcid ? [words.community.orcid(orcid)] : []),
    ...(hasAddress ? [words.community.confirmedAddress(domain)] : []),
  ];
  return evidence.length > 0 ? words.community.evidence(evidence) : null;
}

/** Whether an address of this domain says where its holder works. */
export function isInstitutional(domain: string): boolean {
  const name = NAME_AND_ENDING.exec(domain)?.[1] ?? '';
  return domain.includes('.') && !FOR_EVERYBODY.has(name) && !NOWHERE.test(domain);
}
