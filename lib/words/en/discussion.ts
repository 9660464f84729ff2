/** Comments on a paper, reports and claims of authorship. */
import { number } from './count';

type Limits = { characters: number; editMinutes: number; deleteMinutes: number };

export const discussion = {
  title: 'Discussion',
  none: 'No comments yet.',
  onHuggingFace: (comments: number) => `${number(comments)} on Hugging Face`,
  closed: 'The discussion is closed.',
  order: 'Order of the discussion',
  sorts: { oldest: 'Oldest first', newest: 'Newest first', answered: 'Most replies' },
  reply: 'Reply',
  report: 'Report',
  edit: 'Edit',
  inReplyTo: 'in reply to',
  byAuthor: 'author of the paper',
  accountDeleted: 'deleted account',
  edited: 'edited',
  deleted: 'The writer deleted this comment.',
  hidden: (reason: string | null) =>
    reason === null ? 'A curator hid this comment.' : `A curator hid this comment: ${reason}`,
  titles: {
    comment: 'Write a comment',
    reply: 'Reply to a comment',
    edit: 'Edit your comment',
    delete: 'Delete your comment?',
    report: 'Report to the curators',
    claim: 'I wrote this paper',
  },
  back: 'Back to the discussion',
  more: 'If this is your paper, [claim authorship](claim) to mark your comments as an author’s. If something is wrong with the paper, [report it](report).',
  yours: 'You wrote this comment.',
  editYours: 'Edit this comment',
  deleteYours: 'Delete this comment',
  yourComment: 'Your comment',
  yourReply: 'Your reply',
  bodyHelp: ({ characters, editMinutes, deleteMinutes }: Limits) =>
    `Up to ${number(characters)} characters. You can use *emphasis*, **strong**, \`code\`, > quotes, - lists, [links](https://…), $maths$ and @mentions. You can edit a comment for ${editMinutes} minutes and delete it for ${deleteMinutes}.`,
  send: 'Send',
  save: 'Save',
  preview: 'Preview',
  previewHelp: 'Only you can see this preview.',
  deleteHelp:
    'The text is permanently deleted. Replies stay, below a note that the comment was deleted.',
  reportReason: 'What is wrong?',
  reportReasons: {
    spam: 'Spam',
    off_topic: 'Off topic',
    abuse: 'Abuse or threats',
    wrong_data: 'Wrong data about the paper',
    other: 'Something else',
  },
  reportNote: 'Details (optional)',
  reportNoteHelp: 'Only curators see this.',
  claimHelp: (evidence: string) =>
    `Your evidence: ${evidence}. A curator reviews your claim. If it is accepted, all your comments on this paper are marked as an author’s.`,
  claimAuthor: 'Which author are you?',
  claimHow: 'You can do both in [your account](account).',
  claimStates: {
    waiting: (name: string) => `Your claim to be ${name} is waiting for a curator.`,
    accepted: (name: string) =>
      `Your claim to be ${name} was accepted. Your comments on this paper are marked.`,
    refused: (name: string) => `A curator refused your earlier claim to be ${name}.`,
  },
};
