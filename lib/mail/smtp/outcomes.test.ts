import { describe, expect, test } from 'vitest';
import { blamesServer, outcomeOfError } from './outcomes';

/** An error as the transport throws it for a server's reply. */
function refusal(command: string, response: string): Error {
  const code = command === 'DATA' ? 'EMESSAGE' : 'EENVELOPE';
  return Object.assign(new Error(`Can't send mail: ${response}`), { code, command, response });
}

function short(error: Error): string {
  const outcome = outcomeOfError(error);
  return outcome.kind === 'sent' ? 'sent' : `${outcome.kind} ${outcome.reason}`;
}

describe('an answer to a recipient', () => {
  test.each([
    ['550 5.1.1 <ada@example.org>: no such user here', 'permanent unknown'],
    ['550 5.1.10 Recipient not found; domain has a null MX', 'permanent unknown'],
    ['550 5.2.1 The email account that you tried to reach is disabled', 'permanent unknown'],
    ['550 5.4.1 Recipient address rejected: Access denied', 'permanent unknown'],
    ['550 User unknown', 'permanent unknown'],
    ['550-5.1.1 The account that you tried to reach does not exist.', 'permanent unknown'],
    ['553 Requested action not taken: mailbox name not allowed', 'permanent unknown'],
    ['501 Syntax error in parameters', 'permanent unknown'],
    ['556 Domain does not accept mail', 'permanent unknown'],
    ['552 5.2.2 Mailbox full', 'permanent full'],
    ['552 over quota', 'permanent full'],
    ['550 5.7.1 Message rejected due to local policy', 'permanent blocked'],
    ['550 5.7.129 Recipient only accepts mail from their own organisation', 'permanent blocked'],
    ['550 blocked by our content filter', 'permanent blocked'],
    ['554 refused', 'permanent blocked'],
    ['553 5.6.7 Internationalised address not supported', 'permanent unsupported'],
    ['450 4.2.0 Greylisted, please try again later', 'temporary not_now'],
    ['451 try again later', 'temporary not_now'],
    ['451 4.7.1 Greylisting in action', 'temporary not_now'],
    ['450 4.1.1 unverified address', 'temporary not_now'],
    ['452 4.2.2 The recipient is over quota', 'temporary full'],
    ['452 4.3.1 Insufficient system storage', 'server_trouble refuses_us'],
    ['421 4.7.0 Too many connections', 'server_trouble refuses_us'],
    ['421 Service not available', 'server_trouble refuses_us'],
    ['454 Throttling failure: maximum sending rate exceeded', 'server_trouble refuses_us'],
    ['454 4.7.1 Relay access denied', 'server_trouble refuses_us'],
    ['550 5.7.1 Unable to relay', 'server_trouble refuses_us'],
    ['554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked', 'server_trouble refuses_us'],
    ['553 5.7.1 Sender address rejected: not owned by user', 'server_trouble refuses_us'],
    ['530 5.7.0 Authentication required', 'server_trouble refuses_us'],
    ['550 5.1.8 Sender domain does not exist', 'server_trouble refuses_us'],
    ['503 bad sequence of commands', 'server_trouble refuses_us'],
  ])('%s means %s', (response, meaning) => {
    expect(short(refusal('RCPT TO', response))).toBe(meaning);
  });
});

describe('an answer to the content', () => {
  test.each([
    ['550 5.7.1 This message looks like spam', 'permanent blocked'],
    ['550 message refused', 'permanent blocked'],
    ['554 Transaction failed', 'permanent blocked'],
    ['552 5.3.4 Message too big for system', 'permanent blocked'],
    ['554 5.6.0 Invalid content', 'permanent blocked'],
    ['550 5.1.1 No such user', 'permanent unknown'],
    ['550 5.7.26 Unauthenticated mail is not accepted (SPF, DKIM)', 'server_trouble refuses_us'],
    ['451 4.3.0 Temporary content filter failure', 'temporary not_now'],
    ['451 4.3.5 Server configuration problem', 'server_trouble refuses_us'],
    ['421 4.3.0 closing', 'server_trouble refuses_us'],
  ])('%s means %s', (response, meaning) => {
    expect(short(refusal('DATA', response))).toBe(meaning);
  });
});

test.each(['450 4.1.8 Sender domain not found', '550 5.7.1 not you', '552 too much mail today'])(
  'a response about our own address is not about a reader: %s',
  (response) => {
    expect(short(refusal('MAIL FROM', response))).toBe('server_trouble refuses_us');
  },
);

function failure(fields: object): Error {
  return Object.assign(new Error('It failed'), fields);
}

describe('without an answer', () => {
  test.each([
    [{ code: 'EAUTH', command: 'AUTH PLAIN', response: '535 5.7.8 no' }, 'server_trouble login'],
    [{ code: 'EAUTH', command: 'API' }, 'server_trouble login'],
    [{ code: 'ETLS', command: 'STARTTLS' }, 'server_trouble tls'],
    [{ code: 'EDNS', command: 'CONN' }, 'server_trouble unreachable'],
    [{ code: 'ESOCKET', command: 'CONN', syscall: 'connect' }, 'server_trouble unreachable'],
    [{ code: 'ETIMEDOUT', timeoutType: 'CONNECT_TIMEOUT' }, 'server_trouble unreachable'],
    [{ code: 'ETIMEDOUT', timeoutType: 'GREETING_TIMEOUT' }, 'server_trouble unreachable'],
    [{ code: 'ECONNECTION' }, 'server_trouble unreachable'],
    [{ code: 'EPROTOCOL', command: 'CONN', response: '554 go away' }, 'server_trouble refuses_us'],
    [{ code: 'ECONNECTION', command: 'CONN' }, 'temporary connection_lost'],
    [{ code: 'ESOCKET', command: 'CONN', syscall: 'read' }, 'temporary connection_lost'],
    [{ code: 'ETIMEDOUT', timeoutType: 'SOCKET_TIMEOUT' }, 'temporary connection_lost'],
    [{ code: 'EABORT' }, 'temporary connection_lost'],
    [{ code: 'EENVELOPE', command: 'API' }, 'permanent unknown'],
  ])('%j means %s', (fields, meaning) => {
    expect(short(failure(fields))).toBe(meaning);
  });
});

test('a lost connection counts against the server, an unknown recipient does not', () => {
  expect(blamesServer(outcomeOfError(failure({ code: 'EABORT' })))).toBe(true);
  expect(blamesServer(outcomeOfError(refusal('RCPT TO', '421 bye')))).toBe(true);
  expect(blamesServer(outcomeOfError(refusal('RCPT TO', '550 5.1.1 unknown')))).toBe(false);
});

test('what is kept of an answer has no address in it and one line', () => {
  const answer = '550-5.1.1 <ada.lovelace@example.org>: Recipient address\n550 rejected';
  expect(outcomeOfError(refusal('RCPT TO', answer))).toMatchObject({
    detail: '550-5.1.1 <[address]>: Recipient address 550 rejected',
  });
});

test('a fault of our own is not mistaken for an answer', () => {
  const bug = new TypeError('x is not a function');
  expect(() => outcomeOfError(bug)).toThrow(bug);
});
