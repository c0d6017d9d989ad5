import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import pg from 'pg';
import { Config } from '../config/config';
import { Sql } from './sql';
import { Transactions } from './transactions';

// A calendar day is not a moment: keep PostgreSQL's `date` as its text instead of a local midnight.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

/**
 * Nothing waits for ever: not for a free connection, not for a row somebody holds, and no transaction whose process is gone
 * keeps its rows. What runs out of time is answered 503.
 */
const CONNECTION = {
  pipeline: true,
  application_name: 'clinic-billing',
  connectionTimeoutMillis: 5_000,
  lock_timeout: 10_000,
  idle_in_transaction_session_timeout: 60_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
};

/** The one connection pool. Entities register themselves by room through `TypeOrmModule.forFeature`. */
@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [Config],
      useFactory: (config: Config) => ({
        type: 'postgres' as const,
        url: config.databaseUrl,
        autoLoadEntities: true,
        synchronize: false,
        migrationsRun: false,
        logging: false,
        poolSize: config.databasePoolSize,
        retryAttempts: 3,
        retryDelay: 500,
        extra: CONNECTION,
      }),
    }),
  ],
  providers: [Transactions, Sql],
  exports: [Transactions, Sql],
})
export class DatabaseModule {}
