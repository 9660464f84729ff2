/** For you: papers chosen for one reader. */
export const forYou = {
  intro:
    'Chosen from your votes, your library and what you [follow](follows). Only you can see this page.',
  forgetLess: 'Reset “Less of this”',
  less: 'Less of this',
  empty:
    'No suggestions yet. Vote for or save a few papers in [today’s edition](latest), or follow authors and topics in [your account](follows).',
  signedOut:
    'New papers chosen from your votes, your library and what you follow, with a reason for each. To see them, [sign in](signIn).',
};
