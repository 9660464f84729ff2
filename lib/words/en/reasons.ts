/** Reasons why a paper is in a digest or in For you. */
export const reasons = {
  follow: (name: string) => `you follow ${name}`,
  different: 'outside your interests, but popular',
  topic: 'in a topic you follow',
  search: (query: string) => `matches your saved search “${query}”`,
};
