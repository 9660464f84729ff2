/** What a job is to a domain: a payload to parse, and a signal that the worker is stopping. */
export type JobHandler = (payload: unknown, context: { signal: AbortSignal }) => Promise<void>;
