/** `node scripts/run.mjs NAME …`: runs a program of Broadsheet's, bundling it first if needed. */
import { pathToFileURL } from 'node:url';
import process from 'node:process';
import { ensurePrograms } from './serve/programs.mjs';

const [name = ''] = process.argv.splice(2, 1);
await ensurePrograms();
await import(pathToFileURL(`.programs/${name}.mjs`).href);
