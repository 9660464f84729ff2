/** Preload for a third-party program: ends it together with its parent process. */
import process from 'node:process';

// Skips the program's own workers, which inherit these arguments but have another parent.
process.execArgv = [];
process.once('disconnect', () => process.exit(1));
// The listener alone must not keep a finished program running.
process.channel?.unref();
