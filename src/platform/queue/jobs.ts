import { Injectable, SetMetadata } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { toDate } from '../../kernel/clock';
import { RequestContext } from '../context/request-context';
import { Sql } from '../database/sql';

/** Opaque ids and flags only: a payload is readable by whoever operates the queue. */
export type JobPayload = Readonly<Record<string, string | number | boolean>>;

export interface EnqueueOptions {
  /** One waiting job per key: a second one replaces it. */
  readonly jobKey?: string;
  readonly runAt?: Temporal.Instant;
  readonly maxAttempts?: number;
}

/**
 * The outbox: a job added in the transaction of the fact that calls for it runs after the commit, or not at all.
 * The queue is at-least-once; every handler's effect has its own unique row.
 */
@Injectable()
export class Jobs {
  constructor(
    private readonly sql: Sql,
    private readonly context: RequestContext,
  ) {}

  /** Tx: needs one. The clinic of the context goes along, if there is one. */
  enqueue(task: string, payload: JobPayload, options: EnqueueOptions = {}): Promise<void> {
    const clinicId = this.context.tryClinicId();
    this.sql.defer('SELECT enqueue_job($1, $2, $3, $4, $5)', [
      task,
      JSON.stringify(clinicId ? { clinicId, ...payload } : payload),
      options.jobKey ?? null,
      options.runAt ? toDate(options.runAt) : null,
      options.maxAttempts ?? 12,
    ]);
    return Promise.resolve();
  }
}

export const JOB_HANDLER = 'queue.job-handler';

/** Marks a provider as the handler of its task; the worker finds it. */
export const RegisterJob = (): ClassDecorator => SetMetadata(JOB_HANDLER, true);

/** One kind of background work. Runs as the system for the payload's clinic; throwing means try again later. */
export abstract class JobHandler {
  abstract readonly task: string;
  /** Crontab schedule (UTC) for work that also runs by itself, e.g. every minute `* * * * *`; such a run has no clinic. */
  readonly cron?: string;
  abstract handle(payload: JobPayload): Promise<void>;
}
