import { expect, test } from 'vitest';
import { commentMail, type CommentMailProps } from './comment';

const props: CommentMailProps = {
  reason: 'reply',
  writer: 'Ada Lovelace',
  handle: 'ada',
  isByAuthor: false,
  paperTitle: 'Weighing Fog',
  paragraphs: ['Fog is *light*.\nSo is mist.', 'Is it not?'],
  link: 'https://paper.example/discuss/2503.99001?at=c1',
  unsubscribeUrl: 'https://paper.example/unsubscribe/replies/token',
  siteName: 'Broadsheet',
  siteHost: 'paper.example',
  senderLine: '1 Ferry Lane, Tidewater',
};

test('both parts have the author, the paper, the reply link, the reason and the unsubscribe link', async () => {
  const { subject, html, text } = await commentMail(props);
  expect(subject).toBe('Ada Lovelace replied to you: Weighing Fog');
  for (const part of [html, text.replace(/\s+/g, ' ')]) {
    for (const message of [
      'Ada Lovelace (@ada) replied to your comment on',
      'Weighing Fog',
      'Fog is *light*.',
      'Is it not?',
      props.link,
      props.unsubscribeUrl,
      'You get this mail because',
      '1 Ferry Lane',
    ]) {
      expect(part).toContain(message);
    }
  }
  expect(text).toContain('> Fog is *light*.\n> So is mist.');
});

test('a mention and an author of the paper are labelled', async () => {
  const { subject, text } = await commentMail({ ...props, reason: 'mention', isByAuthor: true });
  expect(subject).toBe('Ada Lovelace mentioned you: Weighing Fog');
  expect(text.replace(/\s+/g, ' ')).toContain('an author of the paper, mentioned you');
});

test('a reader’s text is escaped', async () => {
  const { html } = await commentMail({
    ...props,
    writer: '<b>x</b>',
    paragraphs: ['<script>alert(1)</script>'],
  });
  expect(html).not.toMatch(/<script>|<b>x/);
});
