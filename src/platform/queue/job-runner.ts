import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Logger as GraphileLogger, run, type Runner, type TaskList } from 'graphile-worker';
import pg from 'pg';
import type { ClinicId } from '../../kernel/ids';
import { Config } from '../config/config';
import { RequestContext } from '../context/request-context';
import { Logger } from '../observability/logger';
import { JOB_HANDLER, JobHandler, type JobPayload } from './jobs';

const CONCURRENCY = 4;
const NO_CLINIC = '00000000-0000-0000-0000-000000000000' as ClinicId;

/** Runs the queue in this process. Any number of processes may; Postgres hands each job to one of them. */
@Injectable()
export class JobRunner implements BeforeApplicationShutdown {
  private runner?: Runner;
  private pool?: pg.Pool;

  constructor(
    private readonly config: Config,
    private readonly discovery: DiscoveryService,
    private readonly context: RequestContext,
    private readonly logger: Logger,
  ) {}

  async start(): Promise<void> {
    const handlers = this.handlers();
    this.pool = new pg.Pool({
      connectionString: this.config.queueUrl,
      max: CONCURRENCY + 2,
      application_name: 'clinic-billing-queue',
    });
    const lost = (error: Error): void => this.logger.failure('queue connection lost', error);
    this.pool.on('error', lost);
    this.pool.on('connect', (client) => client.on('error', lost));
    this.runner = await run({
      pgPool: this.pool,
      concurrency: CONCURRENCY,
      pollInterval: 1_000,
      noHandleSignals: true,
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
  }

  /** Running jobs are finished before the pools they use are closed. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.runner?.stop();
    await this.pool?.end();
    this.runner = undefined;
    this.pool = undefined;
  }

  private handlers(): JobHandler[] {
    return this.discovery
      .getProviders()
      .filter(
        ({ metatype, instance }) =>
          typeof metatype === 'function' && instance && Reflect.getMetadata(JOB_HANDLER, metatype),
      )
      .map(({ instance }) => instance as JobHandler);
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
