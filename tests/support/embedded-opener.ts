/** A process that opens an embedded database, prints its address, and closes it at end of input. */
import { openEmbedded } from '@/lib/db/embedded';

const [folder = ''] = process.argv.slice(2);
const database = await openEmbedded(folder, { settings: { fsync: 'off' } });
process.stdout.write(`${database.url}\n`);
process.stdin.resume().once('end', () => void database.close().then(() => process.exit()));
