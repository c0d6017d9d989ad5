import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

/** Prometheus metrics of this process. Labels are route patterns and codes, never ids. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  private readonly requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });

  private readonly events = new Counter({
    name: 'billing_events_total',
    help: 'Things worth counting, by name.',
    labelNames: ['name'] as const,
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  observeRequest(request: { method: string; route: string; status: number; seconds: number }): void {
    const { seconds, ...labels } = request;
    this.requests.observe({ ...labels, status: String(labels.status) }, seconds);
  }

  count(name: string): void {
    this.events.inc({ name });
  }
}
