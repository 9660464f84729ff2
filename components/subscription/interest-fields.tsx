/** Fields for the interests of an account or a digest. */
import { Choice, TextArea } from '@/components/ui/fields';
import { words } from '@/lib/words';

type TopicProps = { topicNames: ReadonlyMap<string, string>; chosen: readonly string[] };

export function TopicChoices({ topicNames, chosen }: TopicProps) {
  return (
    <div
      role="group"
      aria-label={words.preferences.topics}
      className="grid grid-cols-[repeat(auto-fill,minmax(10rem,1fr))] gap-x-4 gap-y-1 md:grid-cols-2"
    >
      {[...topicNames].map(([slug, name]) => (
        <Choice
          key={slug}
          type="checkbox"
          name="topics"
          value={slug}
          defaultChecked={chosen.includes(slug)}
          label={name}
        />
      ))}
    </div>
  );
}

export function AuthorLines({ authors }: { authors: readonly string[] }) {
  const { authors: label, authorsHelp } = words.preferences;
  return <Lines id="authors" label={label} lines={authors} help={authorsHelp} />;
}

type LinesProps = { id: string; label: string; lines: readonly string[]; help: string };

/** A list of words or names, one a line. */
export function Lines({ id, label, lines, help }: LinesProps) {
  return (
    <TextArea
      id={id}
      name={id}
      label={label}
      help={help}
      rows={Math.min(8, Math.max(2, lines.length + 1))}
      defaultValue={lines.join('\n')}
    />
  );
}
