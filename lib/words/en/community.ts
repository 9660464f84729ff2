/** Comments, profiles and claims of authorship. */
export const community = {
  orcid: (orcid: string) => `ORCID iD ${orcid}`,
  confirmedAddress: (domain: string) => `confirmed address at ${domain}`,
};
