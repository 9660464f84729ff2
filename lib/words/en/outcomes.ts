/** Messages after a form: its result, or the field to correct. */
import { count } from './count';

const UNREADABLE = 'Broadsheet can’t read this form. Nothing was changed.';
const NO_TOPIC = 'One of these topics doesn’t exist. Nothing was changed.';
const MANY_AUTHORS =
  'You can follow up to 50 authors, each with up to 80 characters. Nothing was changed.';
const CONFIRM = 'Tick the box to confirm the deletion. Nothing was changed.';

type CommentLimits = { characters: number; editMinutes: number; deleteMinutes: number };

export const outcomes = {
  account: {
    done: {
      saved: 'Saved.',
      ended: 'Signed out of that browser.',
      removed: 'Removed. You can still sign in with a link by mail.',
      connected: 'Connected.',
      quiet: 'Notifications are off in all your browsers.',
      token: 'The token is ready. It is shown once, below.',
      revoked: 'Token revoked.',
      passkey: 'The passkey is ready. Use it the next time you sign in.',
    },
    problem: {
      form: UNREADABLE,
      handle:
        'A handle has 2 to 30 letters a–z, digits and single hyphens between them. Nothing was changed.',
      handle_taken: 'This handle is taken. Nothing was changed.',
      name: 'A name has 1 to 60 characters. Nothing was changed.',
      topics: NO_TOPIC,
      authors: MANY_AUTHORS,
      scopes: 'Choose at least one permission. No token was created.',
      days: 'A token lasts 1 to 366 days, or until you revoke it. No token was created.',
      too_many: 'You already have 20 tokens. Revoke one first.',
      account_already_linked_to_different_user:
        'That account is connected to another account here. Nothing was connected.',
      address_not_confirmed:
        'That site hasn’t confirmed your email address. Confirm it there and try again. Nothing was connected.',
      connect: 'That site didn’t confirm your identity. Nothing was connected.',
      sure: CONFIRM,
    },
  },
  desk: {
    done: {
      ordered: 'Saved. Readers now see this order.',
      listed: 'Listed. The paper is in today’s edition.',
      refused: 'Refused. The submitter sees your reason.',
      resolved: 'Resolved.',
      accepted: 'Accepted. The reader is marked as an author in the discussion.',
      declined: 'Refused.',
      hidden: 'Hidden. The paper no longer appears in lists.',
      shown: 'Visible again.',
      merged: 'Merged. The address of the duplicate leads to the paper that you kept.',
      undone: 'Undone. This discount no longer applies.',
      restored: 'This discount applies again.',
      role: 'Saved.',
      barred: 'Blocked. No mail is sent to this address.',
      lifted: 'Unblocked. The owner can subscribe again.',
    },
    problem: {
      changed:
        'Another curator changed this order after you opened it. Your changes weren’t saved. This is the current order.',
      places: 'A place is a whole number, and you can pick up to 30 papers. Nothing was saved.',
    },
  },
  discussion: {
    done: {
      reported: 'Thank you. A curator will review your report.',
      claimed: 'Thank you. A curator will review your claim. Until then nothing changes.',
    },
    problem: ({ characters, editMinutes, deleteMinutes }: CommentLimits) => ({
      empty: 'The comment is empty. Write something first.',
      too_long: `A comment can have at most ${count(characters, 'character')}.`,
      closed: 'A curator hid this paper, so its discussion is closed.',
      parent_gone: 'The comment that you replied to was deleted or hidden.',
      not_yours: 'You can’t change another reader’s comment.',
      gone: 'This comment was deleted or hidden.',
      edit_too_late: `You can edit a comment for ${count(editMinutes, 'minute')}. Write another one instead.`,
      delete_too_late: `You can delete a comment for ${count(deleteMinutes, 'minute')}. To have it hidden, report it to the curators.`,
      not_an_author: 'Choose your name from the paper’s authors.',
      no_evidence:
        'Your account has no evidence of who you are. Sign in with an address of your institution, or connect your ORCID iD.',
      waiting: 'You already claimed this paper. A curator will review your claim.',
      accepted: 'You are already marked as an author of this paper.',
      refused: 'A curator refused this claim.',
    }),
  },
  library: {
    done: {
      saved: 'Saved to your library.',
      removed: 'Removed from your library.',
      noted: 'Note saved.',
      collected: 'Collections saved.',
      made: 'Collection created. To add papers, use “save” beside each paper.',
      described: 'Saved.',
      shared: 'Shared. Everyone with the link below can see it.',
      unshared: 'The collection is private. The old link no longer works.',
      deleted: 'Collection deleted. Its papers are still in your library.',
      taken: 'Removed from the collection.',
    },
    problem: {
      name: 'A collection needs a name of up to 80 characters.',
      description: 'A description has up to 1,000 characters.',
      note: 'A note has up to 2,000 characters. Nothing was changed.',
      many: 'You can have up to 200 collections.',
    },
  },
  follow: {
    done: { followed: 'You follow this.', unfollowed: 'You no longer follow this.' },
    problem: { too_many: 'You already follow 50 authors or 50 topics. Unfollow one first.' },
  },
  webhooks: {
    done: {
      added: 'The webhook is ready. Its secret is shown once, below.',
      pinged: 'A test is queued. Reload this page in a moment to see the result.',
      paused: 'Paused. Nothing is sent until you resume it.',
      resumed: 'Resumed. From now on, news is sent again.',
      ended: 'Webhook deleted.',
    },
    problem: {
      no_address: 'This is not a web address. No webhook was added.',
      too_long: 'An address can have up to 500 characters. No webhook was added.',
      not_https: 'The address must begin with https://. No webhook was added.',
      password: 'The address must not contain a user name or password. No webhook was added.',
      port: 'The address must use port 443 or 8443. No webhook was added.',
      own_network: 'This address is in a private network. Use a public one. No webhook was added.',
      ourselves: 'This is an address of this site. No webhook was added.',
      news: 'Choose which news to send. No webhook was added.',
      topic: 'This topic doesn’t exist. No webhook was added.',
      too_many: 'You already have 10 webhooks. Delete one first.',
      gone: 'This webhook doesn’t exist. It may already be deleted.',
      form: UNREADABLE,
    },
  },
  submission: {
    done: {
      listed: 'Listed. The paper is in today’s edition.',
      queued:
        'Thank you. A curator reviews submissions from accounts in their first week, and will review yours.',
      fetching:
        'arXiv doesn’t answer. Your submission is saved and continues once arXiv answers. Its state is shown below.',
    },
    problem: {
      paper: 'This is not the ID or link of a paper. Try an arXiv ID or link.',
      unknown: 'arXiv has no paper with this ID. New papers appear once arXiv announces them.',
      note: 'A note has up to 500 characters.',
      codeUrl: 'The link to the code must begin with https://.',
      projectUrl: 'The link to the project must begin with https://.',
      waiting: 'Someone already submitted this paper. A curator will review it.',
      limit: 'You submitted or looked up many papers today. Please continue tomorrow.',
    },
    standing: {
      listed: (days: number) =>
        `This paper is already in an edition. A paper can be listed once more, if a revision appears more than ${days} days later.`,
      revised:
        'This paper is in an earlier edition and has a revision. It can be listed once more.',
      listed_again: 'This paper was already listed again as a revision.',
      withdrawn: 'The authors withdrew this paper.',
      hidden: 'A curator hid this paper.',
    },
  },
  subscription: {
    done: {
      confirmed: 'Confirmed. Choose what your digest contains and when it is sent.',
      saved: 'Saved. Your next digest will use this.',
      paused: 'Paused.',
      resumed: 'Resumed.',
      moved: 'We sent a mail to the new address. Confirm it there to move the digest.',
      ended: 'Stopped. You won’t get any more digests.',
    },
    problem: {
      form: UNREADABLE,
      cadence: 'Choose how often to send the digest. Nothing was changed.',
      weekday: 'Choose a day of the week. Nothing was changed.',
      hour: 'Choose an hour of the day. Nothing was changed.',
      timeZone: 'This time zone doesn’t exist. Nothing was changed.',
      maxPapers: 'A digest has 1 to 30 papers. Nothing was changed.',
      topics: NO_TOPIC,
      authors: MANY_AUTHORS,
      wordsIn:
        'You can include up to 50 words, each with up to 80 characters. Nothing was changed.',
      wordsOut:
        'You can exclude up to 50 words, each with up to 80 characters. Nothing was changed.',
      until: 'Choose the day on which the digest resumes.',
      email: 'This is not an email address. Nothing was changed.',
      sure: CONFIRM,
      'too-soon': 'You requested this a moment ago, or too often today. Please wait five minutes.',
    },
    preview: {
      tooLong: 'These choices are too long to preview. Save them to see the result.',
      unsaved: 'With these choices, which aren’t saved yet:',
      impossible: 'These choices can’t be saved as they are. This preview uses the valid ones:',
    },
  },
};
