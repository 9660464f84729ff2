/** Preloaded into a program that isn't ours: it ends when the process that started it does. */
import process from 'node:process';

// Not for the program's own workers, which inherit these arguments: they have another parent.
process.execArgv = [];
process.once('disconnect', () => process.exit(1));
// Listening alone must not keep a program running that has finished.
process.channel?.unref();
