import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeProcess } from '@/lib/process';
import { takeLock } from './lock';

const ADDRESS = 'http://localhost:3000';
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'broadsheet-lock-'));
  file = path.join(folder, 'broadsheet.lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

function leaveLock(holder: { pid: number; process: string }) {
  writeFileSync(file, JSON.stringify({ ...holder, address: ADDRESS }));
}

test('a second taker gets the holder and its address', () => {
  takeLock(file, ADDRESS);
  expect(takeLock(file, 'elsewhere')).toMatchObject({ pid: process.pid, address: ADDRESS });
});

test('a released lock is free', () => {
  const lock = takeLock(file, ADDRESS);
  if ('release' in lock) lock.release();
  expect(takeLock(file, ADDRESS)).toHaveProperty('release');
});

test("a dead holder's lock is free", async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await once(child, 'spawn');
  const pid = child.pid ?? 0;
  leaveLock({ pid, process: describeProcess(pid) ?? '' });
  expect(takeLock(file, ADDRESS)).toMatchObject({ pid });
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(takeLock(file, ADDRESS)).toHaveProperty('release');
});

test('a lock is free if its holder’s number belongs to another process', () => {
  leaveLock({ pid: process.pid, process: 'a process of yesterday' });
  expect(takeLock(file, ADDRESS)).toHaveProperty('release');
});

test('a damaged lock is free', () => {
  writeFileSync(file, '{"pid":');
  expect(takeLock(file, ADDRESS)).toHaveProperty('release');
});
