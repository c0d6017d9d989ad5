import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import pg from 'pg';
import { Config } from '../config/config';
import { Sql } from './sql';
import { Transactions } from './transactions';

// A calendar day is not a moment: keep PostgreSQL's `date` as its text instead of a local midnight.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

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
        extra: { pipeline: true, connectionTimeoutMillis: 5_000, application_name: 'clinic-billing' },
      }),
    }),
  ],
  providers: [Transactions, Sql],
  exports: [Transactions, Sql],
})
export class DatabaseModule {}
