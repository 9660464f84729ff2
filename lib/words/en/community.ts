/** Profiles, and evidence of who a reader is. */
import { allOf } from './count';

export const community = {
  orcid: (orcid: string) => `ORCID iD ${orcid}`,
  confirmedAddress: (domain: string) => `confirmed address at ${domain}`,
  profile: {
    since: (handle: string, day: string) => `@${handle}, here since ${day}.`,
    curatorSince: (handle: string, day: string) => `@${handle}, a curator, here since ${day}.`,
    submitted: 'Papers submitted',
    comments: 'Comments',
    empty: 'No papers submitted and no comments yet.',
  },
  evidence: (items: readonly string[]) => allOf(items),
};
