/** The invitation to the morning mail, as the page that Broadsheet is modelled on has it. */
export function Banner() {
  return (
    <aside
      aria-label="Mail"
      className="no-print flex items-center justify-between gap-x-4 border-b border-hairline pb-3"
    >
      <p className="font-serif text-body text-balance md:text-18">
        Get trending papers in your email inbox!
      </p>
      <a
        href="/subscribe"
        className="inline-flex min-h-11 items-center border border-accent px-4 font-semibold text-accent hover:bg-accent hover:text-paper"
      >
        Subscribe
      </a>
    </aside>
  );
}
