/** Links to a list as a file in each format. */
import { FORMATS } from '@/lib/library/export';
import { words } from '@/lib/words';

export function Exports({ path, collection }: { path: string; collection?: string }) {
  const query = (format: string) =>
    new URLSearchParams({ format, ...(collection && { collection }) });
  return (
    <p className="flex flex-wrap gap-x-4 text-second">
      {words.library.export}
      {Object.entries(FORMATS).map(([format, { name }]) => (
        <a key={format} href={`${path}?${query(format)}`} download className="link">
          {name}
        </a>
      ))}
    </p>
  );
}
