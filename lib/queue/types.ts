/** Defines a job for a domain: its payload's schema, and a signal that the worker is stopping. */
export type JobHandler = (payload: unknown, context: { signal: AbortSignal }) => Promise<void>;
