/** A button for an action: outlined in the accent, 44 px for thumbs. */
import type { ComponentProps } from 'react';

const LOOK =
  'min-h-11 border border-accent px-4 font-sans text-15 font-semibold text-accent hover:bg-accent hover:text-paper';

export function Button(props: ComponentProps<'button'>) {
  return <button type="submit" className={LOOK} {...props} />;
}
