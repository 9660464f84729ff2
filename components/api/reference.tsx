/** Lists every operation of the API, then the objects of their answers. */
import type {
  Reference,
  ReferenceField,
  ReferenceOperation,
  ReferenceSchema,
} from '@/lib/api/reference';

export function ApiReference({ reference, siteUrl }: { reference: Reference; siteUrl: string }) {
  return (
    <>
      <h2>Operations</h2>
      {reference.operations.map((operation) => (
        <OperationReference key={operation.id} operation={operation} siteUrl={siteUrl} />
      ))}
      <h2>Objects</h2>
      {reference.schemas.map((schema) => (
        <SchemaReference key={schema.name} schema={schema} />
      ))}
    </>
  );
}

function OperationReference({
  operation,
  siteUrl,
}: {
  operation: ReferenceOperation;
  siteUrl: string;
}) {
  const { id, method, path, summary, description, scope, parameters, answer, refusals } = operation;
  return (
    <section aria-labelledby={id} className="border-t border-hairline pt-6">
      <h3 id={id} className="text-18 font-semibold">
        <a href={`#${id}`} className="!text-ink !no-underline">
          {summary}
        </a>
      </h3>
      <p className="mt-2 font-mono text-15 break-words">
        <span className="text-second">{method}</span> {path}
      </p>
      {description && (
        <p className="mt-2">
          <Words text={description} />
        </p>
      )}
      {scope && <p className="mt-2 text-second">Needs a token with the scope {scope}.</p>}
      {parameters.length > 0 && <Fields caption={`Parameters of ${summary}`} fields={parameters} />}
      <p className="mt-3 font-sans text-15">
        Answers {answer}.{' '}
        {refusals.map(({ status, words }) => (
          <span key={status} className="text-second">
            {status}: <Words text={words} />{' '}
          </span>
        ))}
      </p>
      {method === 'GET' && !scope && (
        <pre className="mt-3 overflow-x-auto font-mono text-13" tabIndex={0}>
          curl &apos;{siteUrl}
          {exampleOf(operation)}&apos;
        </pre>
      )}
    </section>
  );
}

function SchemaReference({ schema: { name, words, fields } }: { schema: ReferenceSchema }) {
  return (
    <section aria-labelledby={name} className="pt-4">
      <h3 id={name} className="font-mono text-18">
        {name}
      </h3>
      {words && <p className="mt-1 text-second">{words}</p>}
      <Fields caption={`Fields of ${name}`} fields={fields} />
    </section>
  );
}

function Fields({ caption, fields }: { caption: string; fields: ReferenceField[] }) {
  return (
    <dl aria-label={caption} className="mt-3 font-sans text-15">
      {fields.map(({ name, type, isOptional, words }) => (
        <div key={name} className="grid gap-x-4 py-1 md:grid-cols-[12rem_1fr]">
          <dt className="font-mono break-words">{name}</dt>
          <dd className="min-w-0 break-words">
            <span className="text-second">
              {type}
              {isOptional && ', optional'}
            </span>
            {words && (
              <>
                {' '}
                — <Words text={words} />
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What the document says between backticks is code. */
function Words({ text }: { text: string }) {
  const parts = text.split('`').map((part, at) => ({ part, at, isCode: at % 2 === 1 }));
  return parts.map(({ part, at, isCode }) =>
    isCode ? (
      <code key={at} className="font-mono">
        {part}
      </code>
    ) : (
      part
    ),
  );
}

function exampleOf({ id, path }: ReferenceOperation): string {
  if (id === 'dailyPapers') return `${path}?date=2025-03-14`;
  if (id === 'searchPapers') return `${path}?q=diffusion`;
  return path.replace('{id}', '2503.12345');
}
