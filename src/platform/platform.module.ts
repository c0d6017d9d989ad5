import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER, DiscoveryModule } from '@nestjs/core';
import { ClsPluginTransactional } from '@nestjs-cls/transactional';
import { ClsModule } from 'nestjs-cls';
import { Clock } from '../kernel/clock';
import { Config, type Settings } from './config/config';
import { RequestContext } from './context/request-context';
import { ClinicTransactionAdapter } from './database/clinic-transaction.adapter';
import { DatabaseModule } from './database/database.module';
import { MarkedProviders } from './discovery/marked-providers';
import { Idempotency } from './http/idempotency';
import { ProblemFilter } from './http/problem.filter';
import { Logger } from './observability/logger';
import { Metrics } from './observability/metrics';
import { JobRunner } from './queue/job-runner';
import { Jobs } from './queue/jobs';
import { SystemClock } from './time/system-clock';

/** Machinery for every room: configuration, clock, context, database, idempotency, jobs, logs and metrics. */
@Global()
@Module({})
export class PlatformModule {
  static with(settings: Settings, clock: Clock = new SystemClock()): DynamicModule {
    const shared = [
      { provide: Config, useValue: new Config(settings) },
      { provide: Clock, useValue: clock },
      RequestContext,
      Logger,
      Metrics,
      Idempotency,
      Jobs,
      JobRunner,
      MarkedProviders,
    ];
    return {
      module: PlatformModule,
      imports: [
        ClsModule.forRoot({
          global: true,
          plugins: [
            new ClsPluginTransactional({ adapter: new ClinicTransactionAdapter(), enableTransactionProxy: false }),
          ],
        }),
        DatabaseModule,
        DiscoveryModule,
      ],
      providers: [...shared, { provide: APP_FILTER, useClass: ProblemFilter }],
      exports: shared.map((provider) => ('provide' in provider ? provider.provide : provider)),
    };
  }
}
