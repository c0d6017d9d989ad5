import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module';
import { createFastifyAdapter } from '../platform/http/fastify-server';
import { buildOpenApi } from '../platform/http/openapi';

/** Values that are never used: in preview nothing is instantiated and nothing is connected to. */
const NOWHERE = {
  nodeEnv: 'development',
  port: 0,
  dataDir: '',
  publicUrl: 'http://127.0.0.1:3000',
  logLevel: 'silent',
  databaseUrl: 'postgres://127.0.0.1/none',
  databasePoolSize: 2,
  queueUrl: 'postgres://127.0.0.1/none',
  appSecret: '00',
  mail: { from: 'billing@example.com' },
  stripe: { secretKey: 'sk_test_none', webhookSecrets: [] },
} as const;

/** Writes the public contract to standard output, without a database. */
async function main(): Promise<void> {
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(NOWHERE), createFastifyAdapter(), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  process.stdout.write(`${JSON.stringify(buildOpenApi(app), null, 2)}\n`);
}

void main();
