/**
 * A real SMTP server in a separate process, which accepts mails or fails as configured.
 * By hand: node tests/support/smtp-sink.ts --port 2525 [--raw]
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/** A configured failure: the first that matches applies, so many times. */
export type Misbehaviour = {
  /** Unlimited by default. */
  times?: number;
  /** Only for recipients that contain this text. */
  to?: string;
} & (
  | { refuse: 'connect' | 'sender' | 'recipient' | 'content'; code: number; text?: string }
  /** Never answers. */
  | { hang: 'recipient' | 'content' }
  /** Accepts the mail, then closes the connection without an answer. */
  | { closeAfterContent: true }
  /** Delays the answer to the content. */
  | { slowMs: number }
);

export type ReceivedMail = {
  messageId: string;
  from: string;
  to: string[];
  /** Time of the mail's end, in milliseconds since 1970. */
  atMs: number;
  size: number;
  isUtf8: boolean;
  /** Number of the connection. */
  session: string;
  raw?: string;
};

export type SinkOptions = {
  port?: number;
  /** Stores whole mails too. */
  keepsRaw?: boolean;
  takesUtf8?: boolean;
  /** Requires this password. */
  password?: string;
};

export type SmtpSink = {
  url: string;
  port: number;
  misbehave(...how: Misbehaviour[]): Promise<void>;
  /** Also clears the configured failures. */
  forget(): Promise<void>;
  received(): Promise<ReceivedMail[]>;
  count(): Promise<number>;
  close(): Promise<void>;
};

type Command =
  { do: 'misbehave'; how: Misbehaviour[] } | { do: 'forget' } | { do: 'tell' } | { do: 'count' };

/** Starts one on loopback. */
export async function startSmtpSink(options: SinkOptions = {}): Promise<SmtpSink> {
  // Node strips the types without tsx.
  const child = fork(import.meta.filename, [JSON.stringify(options)], { execArgv: [] });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  let queue: Promise<unknown> = Promise.resolve();
  const ask = <T>(command: Command): Promise<T> => {
    const answer = queue.then(() => askChild<T>(child, command));
    queue = answer.catch(() => undefined);
    return answer;
  };
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    misbehave: (...how) => ask({ do: 'misbehave', how }),
    forget: () => ask({ do: 'forget' }),
    received: () => ask({ do: 'tell' }),
    count: () => ask({ do: 'count' }),
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

async function askChild<T>(child: ChildProcess, command: Command): Promise<T> {
  const answered = once(child, 'message');
  child.send(command);
  const [{ answer }] = (await answered) as [{ answer: T }];
  return answer;
}

/** In our mails, the headers precede this. */
const HEADER_BYTES = 16_384;

class Sink {
  readonly server: SMTPServer;
  readonly #keepsRaw: boolean;
  readonly #received: ReceivedMail[] = [];
  #misbehaviours: Misbehaviour[] = [];

  constructor({ keepsRaw = false, takesUtf8 = true, password }: SinkOptions) {
    this.#keepsRaw = keepsRaw;
    this.server = new SMTPServer({
      banner: 'sink',
      hideSTARTTLS: true,
      hideSMTPUTF8: !takesUtf8,
      authOptional: password === undefined,
      allowInsecureAuth: true,
      disableReverseLookup: true,
      disabledCommands: password === undefined ? ['AUTH', 'STARTTLS'] : ['STARTTLS'],
      onAuth: (given, _session, done) =>
        given.password === password
          ? done(null, { user: 'sender' })
          : done(refusalError(535, '5.7.8 Wrong password')),
      onConnect: (_session, done) => this.#answer('connect', '', done),
      onMailFrom: (_address, _session, done) => this.#answer('sender', '', done),
      onRcptTo: ({ address }, _session, done) => this.#answer('recipient', address, done),
      onData: (stream, session, done) => void this.#take(stream, session, done),
    });
    // Many tests kill a client in the middle.
    this.server.on('error', () => undefined);
  }

  obey(command: Command): unknown {
    switch (command.do) {
      case 'misbehave':
        this.#misbehaviours.push(...command.how);
        return null;
      case 'forget':
        this.#received.length = 0;
        this.#misbehaviours = [];
        return null;
      case 'tell':
        return this.#received;
      case 'count':
        return this.#received.length;
    }
  }

  /** Answers a command: with a rejection, with silence, or with success. */
  #answer(stage: string, to: string, done: Done): void {
    if (this.#next(to, (it) => 'hang' in it && it.hang === stage)) return;
    const refusal = this.#next(to, (it) => 'refuse' in it && it.refuse === stage);
    done(refusal && 'refuse' in refusal ? refusalError(refusal.code, refusal.text) : null);
  }

  async #take(stream: SMTPServerDataStream, session: SMTPServerSession, done: Done) {
    const to = session.envelope.rcptTo.map(({ address }) => address);
    const mail = await readMail(stream, this.#keepsRaw).catch(() => null);
    // The sender died early and needs no answer.
    if (!mail) return;
    this.#answer('content', to.join(' '), (refusal) => {
      if (refusal) done(refusal);
      else void this.#keep({ ...mail, ...envelopeOf(session), to }, done);
    });
  }

  async #keep(mail: ReceivedMail, done: Done): Promise<void> {
    this.#received.push(mail);
    const to = mail.to.join(' ');
    const slow = this.#next(to, (it) => 'slowMs' in it);
    if (slow && 'slowMs' in slow) await sleep(slow.slowMs);
    if (this.#next(to, (it) => 'closeAfterContent' in it)) this.#close(mail.session);
    else done();
  }

  /** The failure that applies now, if any. */
  #next(to: string, fits: (it: Misbehaviour) => boolean): Misbehaviour | undefined {
    const found = this.#misbehaviours.find((it) => fits(it) && to.includes(it.to ?? ''));
    if (found?.times !== undefined && (found.times -= 1) <= 0) {
      this.#misbehaviours = this.#misbehaviours.filter((it) => it !== found);
    }
    return found;
  }

  #close(sessionId: string): void {
    for (const connection of this.server.connections) {
      if (connection.session.id === sessionId) connection._socket.destroy();
    }
  }
}

type Done = (error?: Error | null) => void;

function envelopeOf({ id, envelope }: SMTPServerSession) {
  return {
    from: envelope.mailFrom ? envelope.mailFrom.address : '',
    atMs: performance.timeOrigin + performance.now(),
    isUtf8: envelope.smtpUtf8 === true,
    session: id,
  };
}

function refusalError(responseCode: number, text = 'The sink was told to refuse this'): Error {
  return Object.assign(new Error(text), { responseCode });
}

async function readMail(stream: SMTPServerDataStream, keepsRaw: boolean) {
  const kept: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (keepsRaw || size < HEADER_BYTES) kept.push(chunk);
    size += chunk.length;
  }
  const text = Buffer.concat(kept).toString('utf8');
  const messageId = /^Message-ID:\s*(\S+)/im.exec(text)?.[1] ?? '';
  return { messageId, size, ...(keepsRaw && { raw: text }) };
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { port: { type: 'string', default: '0' }, raw: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const facts = positionals[0] ? (JSON.parse(positionals[0]) as SinkOptions) : {};
  const options = { port: Number(values.port), keepsRaw: values.raw, ...facts };
  const sink = new Sink(options);
  const listening = sink.server.listen(options.port, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  if (!process.send) process.stdout.write(`smtp://127.0.0.1:${port}\n`);
  process.send?.({ port });
  process.on('message', (command: Command) => process.send?.({ answer: sink.obey(command) }));
  process.once('disconnect', () => process.exit());
}

if (process.argv[1] === import.meta.filename) await main();
