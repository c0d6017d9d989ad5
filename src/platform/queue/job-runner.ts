import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Logger as GraphileLogger, run, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import type { ClinicId } from '../../kernel/ids';
import { Config } from '../config/config';
import { RequestContext } from '../context/request-context';
import { MarkedProviders } from '../discovery/marked-providers';
import { Logger } from '../observability/logger';
import { JOB_HANDLER, JobHandler, type JobPayload } from './jobs';
import { WorkerClaim } from './worker-claim';

const CONCURRENCY = 4;
const RESTARTS_AFTER_MS = 1_000;
const NO_CLINIC = '00000000-0000-0000-0000-000000000000' as ClinicId;

/** Runs the queue in this process. Any number of processes may; Postgres hands each job to one of them. */
@Injectable()
export class JobRunner implements BeforeApplicationShutdown {
  private pool?: pg.Pool;
  private runner?: Runner;
  private claim?: WorkerClaim;
  private readonly stopping = new AbortController();
  private ended: Promise<void> = Promise.resolve();

  constructor(
    private readonly config: Config,
    private readonly providers: MarkedProviders,
    private readonly context: RequestContext,
    private readonly logger: Logger,
  ) {}

  async start(): Promise<void> {
    const pool = new pg.Pool({
      connectionString: this.config.queueUrl,
      max: CONCURRENCY + 2,
      application_name: 'clinic-billing-queue',
    });
    const lost = (error: Error): void => this.logger.failure('queue connection lost', error);
    pool.on('error', lost);
    pool.on('connect', (client) => client.on('error', lost));
    this.pool = pool;
    await this.launch(pool);
    this.ended = this.keepRunning(pool);
  }

  /** Running jobs are finished before the pools they use are closed. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.runner?.stop().catch(() => undefined);
    await this.ended;
    await this.claim?.release();
    await this.pool?.end();
  }

  /** The queue gives up when it cannot write down how a job ended, as when the database goes away; we do not. */
  private async keepRunning(pool: pg.Pool): Promise<void> {
    for (;;) {
      await this.runner?.promise.catch((error: unknown) => this.logger.failure('queue stopped', error));
      if (this.stopping.signal.aborted) return;
      await this.claim?.release();
      await delay(RESTARTS_AFTER_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      if (this.stopping.signal.aborted) return;
      await this.launch(pool).catch((error: unknown) => this.logger.failure('queue not started', error));
    }
  }

  private async launch(pool: pg.Pool): Promise<void> {
    const handlers = this.handlers();
    const events: WorkerEvents = new EventEmitter();
    events.once('pool:create', ({ workerPool }) => {
      const report = (error: unknown): void => this.logger.failure('queue claim lost', error);
      this.claim = new WorkerClaim(this.config.queueUrl, workerPool.id, report);
    });
    this.runner = await run({
      pgPool: pool,
      concurrency: CONCURRENCY,
      pollInterval: 1_000,
      noHandleSignals: true,
      events,
      // Without a batch the end of a job is written by a promise that nobody awaits: its failure would end the process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      taskList: Object.fromEntries(handlers.map((handler) => [handler.task, this.taskOf(handler)])) as TaskList,
      crontab: handlers
        .filter((handler) => handler.cron)
        .map((handler) => `${handler.cron} ${handler.task} ?fill=1h`)
        .join('\n'),
      logger: new GraphileLogger(() => (level, message) => {
        if (level === 'error')
          this.logger.warning('queue: ' + message.slice(0, 80).replace(/[^ -~]|with error.*/g, ''));
      }),
    });
    if (this.stopping.signal.aborted) await this.runner.stop();
  }

  private handlers(): JobHandler[] {
    return this.providers.of<JobHandler>(JOB_HANDLER);
  }

  private taskOf(handler: JobHandler) {
    return async (raw: unknown, helpers: { job: { id: string; attempts: number } }): Promise<void> => {
      const payload = (raw ?? {}) as JobPayload;
      const clinicId = typeof payload['clinicId'] === 'string' ? (payload['clinicId'] as ClinicId) : NO_CLINIC;
      try {
        await this.context.runAs({ clinicId, actor: { kind: 'system', id: handler.task, label: handler.task } }, () =>
          handler.handle(payload),
        );
      } catch (error) {
        this.logger.failure('job failed', error, {
          task: handler.task,
          jobId: helpers.job.id,
          attempt: helpers.job.attempts,
        });
        throw new Error(`${handler.task} failed`, { cause: error });
      }
    };
  }
}
