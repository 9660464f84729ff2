/** Switches between light and dark, and stores the choice (public/reading.js). */
import { words } from '@/lib/words';

export function ThemeSwitch() {
  return (
    <button
      type="button"
      data-theme-switch
      title={words.site.theme}
      aria-label={words.site.switchTheme}
      className="needs-script flex size-11 items-center justify-center text-second hover:text-accent"
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M8 1.75a6.25 6.25 0 0 1 0 12.5z" fill="currentColor" />
      </svg>
    </button>
  );
}
