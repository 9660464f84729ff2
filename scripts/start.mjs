/** `npm start` and `npm run dev`: runs before any package is installed. */
import { spawn } from 'node:child_process';
import process from 'node:process';

const OLDEST_NODE_MAJOR = 20;
const PARENT_CHECK_MS = 1_000;

if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE_MAJOR) {
  process.stderr.write(`Broadsheet needs Node ${OLDEST_NODE_MAJOR} or newer to start.\n`);
  process.exit(1);
}

// Imported here, because an older Node can't parse the module.
const { bootstrap, findNode } = await import('./bootstrap.mjs');
const args = process.argv.slice(2);
try {
  await bootstrap({ part: (args[0] ?? 'all').replace(/^--/, '') });
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

const child = spawn(findNode(), ['--max-semi-space-size=2', 'scripts/run.mjs', 'serve', ...args], {
  env: {
    ...process.env,
    NODE_ENV: args.includes('dev') ? 'development' : 'production',
    PGAPPNAME: 'broadsheet start',
    START_BEGAN_AT: String(Math.round(performance.timeOrigin)),
  },
  // The channel closes when this process dies, and then the child stops.
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
// npm's shell doesn't forward SIGTERM: the end of npm means that this process must end too.
const { ppid } = process;
if (process.env.npm_lifecycle_event) {
  setInterval(() => process.ppid === ppid || child.kill('SIGTERM'), PARENT_CHECK_MS).unref();
}
child.once('exit', (code) => process.exit(code ?? 1));
