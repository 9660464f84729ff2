/** Labelled form fields in one style: underlined, with a hint where needed. */
import type { ComponentProps, ReactNode } from 'react';

type Labelled = { id: string; label: string; help?: ReactNode };

const BOX = 'w-full border-second bg-transparent font-sans text-body';

export function TextField({ label, help, ...input }: Labelled & ComponentProps<'input'>) {
  return (
    <Labels id={input.id} label={label} help={help}>
      <input {...describedBy(input.id, help)} {...input} className={`${BOX} h-11 border-b`} />
    </Labels>
  );
}

export function TextArea({ label, help, ...area }: Labelled & ComponentProps<'textarea'>) {
  return (
    <Labels id={area.id} label={label} help={help}>
      <textarea {...describedBy(area.id, help)} {...area} className={`${BOX} border p-2`} />
    </Labels>
  );
}

export function SelectField({ label, help, ...select }: Labelled & ComponentProps<'select'>) {
  return (
    <Labels id={select.id} label={label} help={help}>
      <select
        {...describedBy(select.id, help)}
        {...select}
        className={`${BOX} h-11 border-b [&_optgroup]:bg-paper [&_option]:bg-paper`}
      />
    </Labels>
  );
}

/** A checkbox or radio inside its label, so that the whole is clickable. */
export function Choice({ label, ...input }: { label: ReactNode } & ComponentProps<'input'>) {
  return (
    <label className="flex min-h-11 items-center gap-3 font-sans text-body leading-6">
      <input {...input} className="size-5 flex-none accent-accent" />
      <span>{label}</span>
    </label>
  );
}

/** A group of fields with a heading. */
export function FieldGroup({
  legend,
  id,
  children,
}: {
  legend: string;
  id?: string;
  children: ReactNode;
}) {
  return (
    <fieldset id={id} className="scroll-mt-16 space-y-4 border-t border-hairline pt-6">
      <legend className="float-left mb-2 w-full font-serif text-22 font-semibold">{legend}</legend>
      <div className="clear-both space-y-4">{children}</div>
    </fieldset>
  );
}

function Labels({ id, label, help, children }: Labelled & { children: ReactNode }) {
  return (
    <div>
      <label htmlFor={id} className="block font-sans text-15 text-second">
        {label}
      </label>
      {children}
      {help && (
        <p id={`${id}-help`} className="mt-1 font-sans text-13 text-second">
          {help}
        </p>
      )}
    </div>
  );
}

function describedBy(id: string, help: ReactNode) {
  return help ? { 'aria-describedby': `${id}-help` } : {};
}
