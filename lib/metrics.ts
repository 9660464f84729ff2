/** Metrics of the process for operators, in Prometheus' format. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Counter({
      name: 'broadsheet_requests_total',
      help: 'Requests answered, by method, status and what the cache did.',
      labelNames: ['method', 'status', 'cache'] as const,
      registers: [registry],
    }),
    requestSeconds: new Histogram({
      name: 'broadsheet_request_seconds',
      help: 'Time to answer a request, in seconds.',
      labelNames: ['cache'] as const,
      buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
      registers: [registry],
    }),
    cachedPages: new Gauge({
      name: 'broadsheet_cached_pages',
      help: 'Responses that the front holds.',
      registers: [registry],
    }),
    cachedBytes: new Gauge({
      name: 'broadsheet_cached_bytes',
      help: 'Memory of the responses that the front holds, in bytes.',
      registers: [registry],
    }),
    jobsWaiting: new Gauge({
      name: 'broadsheet_jobs_waiting',
      help: 'Jobs that could run now.',
      registers: [registry],
    }),
    jobsFailed: new Gauge({
      name: 'broadsheet_jobs_failed',
      help: 'Jobs that failed for good.',
      registers: [registry],
    }),
  };
}

export const metrics = createMetrics();
