/** Submitting a paper. */
export const submit = {
  revisedNote: (version: number) => `listed again as revised, version ${version}`,
};
