/** Lists every operation of the API, then the objects of their answers. */
import { Marked } from '@/components/ui/marked';
import {
  curlOf,
  type Reference,
  type ReferenceField,
  type ReferenceOperation,
  type ReferenceSchema,
} from '@/lib/api/reference';
import { words } from '@/lib/words';

/** The language of the OpenAPI document, which is the same on all sites. */
const LANGUAGE = 'en';

export function ApiReference({ reference, siteUrl }: { reference: Reference; siteUrl: string }) {
  return (
    <>
      <h2>{words.api.operations}</h2>
      {reference.operations.map((operation) => (
        <OperationReference key={operation.id} operation={operation} siteUrl={siteUrl} />
      ))}
      <h2>{words.api.objects}</h2>
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
        <a href={`#${id}`} lang={LANGUAGE} className="!text-ink !no-underline">
          {summary}
        </a>
      </h3>
      <p className="mt-2 text-15 break-words">
        <code>
          <span className="text-second">{method}</span> {path}
        </code>
      </p>
      {description && (
        <p lang={LANGUAGE} className="mt-2">
          <Marked text={description} />
        </p>
      )}
      {scope && <p className="mt-2 text-second">{words.api.needsScope(scope)}</p>}
      {parameters.length > 0 && (
        <Fields caption={words.api.parametersOf(summary)} fields={parameters} />
      )}
      <p className="mt-3 font-sans text-15">
        {words.api.returns(answer)}{' '}
        {refusals.map(({ status, description: reason }) => (
          <span key={status} lang={LANGUAGE} className="text-second">
            {status}: <Marked text={reason} />{' '}
          </span>
        ))}
      </p>
      {method === 'GET' && !scope && (
        <pre className="mt-3 overflow-x-auto font-mono text-13" tabIndex={0}>
          {curlOf(operation, siteUrl)}
        </pre>
      )}
    </section>
  );
}

function SchemaReference({ schema }: { schema: ReferenceSchema }) {
  const { name, description, fields } = schema;
  return (
    <section aria-labelledby={name} className="pt-4">
      <h3 id={name} className="text-18">
        <code>{name}</code>
      </h3>
      {description && (
        <p lang={LANGUAGE} className="mt-1 text-second">
          {description}
        </p>
      )}
      <Fields caption={words.api.fieldsOf(name)} fields={fields} />
    </section>
  );
}

function Fields({ caption, fields }: { caption: string; fields: ReferenceField[] }) {
  return (
    <dl aria-label={caption} className="mt-3 font-sans text-15">
      {fields.map(({ name, type, isOptional, description }) => (
        <div key={name} className="grid gap-x-4 py-1 md:grid-cols-[12rem_1fr]">
          <dt className="break-words">
            <code>{name}</code>
          </dt>
          <dd className="min-w-0 break-words">
            <span className="text-second">
              <span lang={LANGUAGE}>{type}</span>
              {isOptional && `, ${words.api.optional}`}
            </span>
            {description && (
              <span lang={LANGUAGE}>
                {' '}
                — <Marked text={description} />
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
