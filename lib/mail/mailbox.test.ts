import { expect, test } from 'vitest';
import { mailboxOf } from './mailbox';

test.each([
  ['hana@tidewater.example', 'hana@tidewater.example'],
  ['hana+fog@tidewater.example', 'hana@tidewater.example'],
  ['hana+fog+rain@tidewater.example', 'hana@tidewater.example'],
  ['hana.ito@tidewater.example', 'hana.ito@tidewater.example'],
  ['hana.ito@gmail.com', 'hanaito@gmail.com'],
  ['h.a.n.a.ito+fog@googlemail.com', 'hanaito@gmail.com'],
  ['hana.ito@mail.gmail.com.example', 'hana.ito@mail.gmail.com.example'],
  ['+fog@tidewater.example', '+fog@tidewater.example'],
])('mail to %s arrives at %s', (address, mailbox) => {
  expect(mailboxOf(address)).toBe(mailbox);
});
