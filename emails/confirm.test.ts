import { expect, test } from 'vitest';
import { confirmMail, type ConfirmProps } from './confirm';

const props: ConfirmProps = {
  purpose: 'subscribe',
  address: 'ada@reader.example',
  link: 'https://paper.example/subscriptions/confirm/token',
  hours: 48,
  siteName: 'Broadsheet',
  siteHost: 'paper.example',
  senderLine: '1 Ferry Lane, Tidewater',
};

test('both parts have the request, the link’s lifetime, and what to do otherwise', async () => {
  const { subject, html, text } = await confirmMail(props);
  expect(subject).toBe('Confirm your subscription to Broadsheet');
  for (const part of [html, text.replace(/\s+/g, ' ')]) {
    for (const message of [
      props.address,
      props.link,
      '48 hours',
      'If it wasn’t you',
      '1 Ferry Lane',
    ]) {
      expect(part).toContain(message);
    }
  }
});

test('a mail to a subscribed address says so, and nothing expires', async () => {
  const { subject, text } = await confirmMail({ ...props, purpose: 'known' });
  expect(subject).toBe('You are already subscribed to Broadsheet');
  expect(text).not.toContain('hours');
});

test('an address stays text', async () => {
  const { html } = await confirmMail({ ...props, address: '"<b>"@reader.example' });
  expect(html).not.toContain('<b>');
});
