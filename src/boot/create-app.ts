import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module';
import type { Clock } from '../kernel/clock';
import { Config, type Settings } from '../platform/config/config';
import { configureHttp, createFastifyAdapter } from '../platform/http/fastify-server';
import { publishOpenApi } from '../platform/http/openapi';
import { Logger } from '../platform/observability/logger';

/** The application with everything wired and no port open yet. */
export async function createApp(settings: Settings, clock?: Clock): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(settings, clock),
    createFastifyAdapter(),
    {
      rawBody: true,
      abortOnError: false,
      bufferLogs: true,
    },
  );
  app.useLogger(app.get(Logger));
  const config = app.get(Config);
  await configureHttp(app, config);
  if (!config.isProduction) publishOpenApi(app);
  return app;
}
