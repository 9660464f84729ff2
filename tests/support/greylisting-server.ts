/**
 * An SMTP server that temporarily rejects some readers, depending on their number and its seed. Can
 * be killed and restarted, because files store its accepted and rejected mails.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, createReadStream, existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { SMTPServer } from 'smtp-server';

export type AcceptedMail = { to: string; raw: string };

export type GreylistingServer = {
  url: string;
  /** Mails accepted and refused so far. */
  answers(): number;
  /** Kills the server at any moment; `start` restarts it at the same address. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** In the order of acceptance. */
  accepted(): AsyncIterable<AcceptedMail>;
};

type Settings = { folder: string; seed: number; port: number };
type Refusal = { stage: 'recipient' | 'content'; code: number; text: string };

/** Ends with `kill`. */
export async function startGreylistingServer(
  settings: Omit<Settings, 'port'>,
): Promise<GreylistingServer> {
  let child: ChildProcess;
  let [port, answers] = [0, 0];
  const start = async () => {
    const started = JSON.stringify({ ...settings, port });
    child = fork(import.meta.filename, [started], { execArgv: [] });
    [port] = (await once(child, 'message')) as [number];
    child.on('message', () => (answers += 1));
  };
  await start();
  return {
    url: `smtp://127.0.0.1:${port}`,
    answers: () => answers,
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
    start,
    accepted: () => readAccepted(settings.folder),
  };
}

async function* readAccepted(folder: string): AsyncIterable<AcceptedMail> {
  const file = acceptedFile(folder);
  if (!existsSync(file)) return;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    yield JSON.parse(line) as AcceptedMail;
  }
}

const acceptedFile = (folder: string) => path.join(folder, 'accepted.jsonl');
const refusedFile = (folder: string) => path.join(folder, 'refused.txt');

/** A reader's rejections in order, before acceptance. */
function refusalsFor(seed: number, to: string): Refusal[] {
  const [greylisting = 0, mailbox = 0, content = 0] = createHash('sha256')
    .update(`${seed} ${to}`)
    .digest();
  const refusals: Refusal[] = [];
  if (greylisting % 5 < 3) {
    refusals.push({ stage: 'recipient', code: 451, text: '4.7.1 Greylisted, please try later' });
  }
  if (mailbox % 8 === 0) {
    refusals.push({ stage: 'recipient', code: 450, text: '4.2.1 Mailbox is busy' });
  }
  if (content % 8 === 0) {
    refusals.push({ stage: 'content', code: 452, text: '4.2.2 Mailbox is full' });
  }
  return refusals;
}

async function main({ folder, seed, port }: Settings): Promise<void> {
  const refused = new Map<string, number>();
  const countRefusal = (to: string) => refused.set(to, (refused.get(to) ?? 0) + 1);
  if (existsSync(refusedFile(folder))) {
    for (const to of readFileSync(refusedFile(folder), 'utf8').split('\n')) countRefusal(to);
  }
  const refuse = (stage: Refusal['stage'], to: string): Error | null => {
    const refusal = refusalsFor(seed, to)[refused.get(to) ?? 0];
    if (refusal?.stage !== stage) return null;
    countRefusal(to);
    appendFileSync(refusedFile(folder), `${to}\n`);
    process.send?.('refused');
    return Object.assign(new Error(refusal.text), { responseCode: refusal.code });
  };
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: ({ address }, _session, done) => done(refuse('recipient', address)),
    async onData(stream, session, done) {
      const to = session.envelope.rcptTo.map(({ address }) => address).join();
      const chunks: Buffer[] = [];
      try {
        for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
        return;
      }
      const refusal = refuse('content', to);
      if (!refusal) {
        const mail: AcceptedMail = { to, raw: Buffer.concat(chunks).toString('utf8') };
        // Written before the answer, as a reliable server does.
        appendFileSync(acceptedFile(folder), `${JSON.stringify(mail)}\n`);
        process.send?.('accepted');
      }
      done(refusal);
    },
  });
  // Tests kill senders in the middle of a command.
  server.on('error', () => undefined);
  const listening = server.listen(port, '127.0.0.1');
  await once(listening, 'listening');
  process.once('disconnect', () => process.exit());
  process.send?.((listening.address() as AddressInfo).port);
}

if (process.argv[1] === import.meta.filename) {
  await main(JSON.parse(process.argv[2] ?? '') as Settings);
}
