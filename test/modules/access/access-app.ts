import { randomBytes } from 'node:crypto';
import { Body, Controller, Get, Module, Param, Post, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import request from 'supertest';
import type TestAgent from 'supertest/lib/agent';
import type { Clock } from '../../../src/kernel/clock';
import { type ClinicId, newId } from '../../../src/kernel/ids';
import { AccessModule } from '../../../src/modules/access/access.module';
import { AuditRead } from '../../../src/modules/access/audit-read';
import { CreateStaffUser } from '../../../src/modules/access/create-staff-user';
import { IssueApiKey } from '../../../src/modules/access/issue-api-key';
import { Permit, Public } from '../../../src/modules/access/permit';
import { SessionCookie } from '../../../src/modules/access/session-cookie';
import type { StaffUserView } from '../../../src/modules/access/staff-user.view';
import { Config, type Settings } from '../../../src/platform/config/config';
import { type Actor, RequestContext, type Role } from '../../../src/platform/context/request-context';
import { configureHttp, createFastifyAdapter } from '../../../src/platform/http/fastify-server';
import { PlatformModule } from '../../../src/platform/platform.module';
import { FixedClock } from '../../support/fixed-clock';
import { createTestDatabase, type TestDatabase } from '../../support/postgres';

export const PASSWORD = 'plum otter quartz lantern';

@Controller('v1/probes')
@Permit('patients.read')
class ApiProbes {
  @Get()
  @AuditRead('probe')
  list(): object {
    return { data: [{ name: 'Zoë' }, { name: 'Ada' }], nextCursor: null };
  }

  @Get(':id')
  @AuditRead('probe')
  read(): object {
    return { name: 'Zoë' };
  }

  @Get(':id/broken')
  @AuditRead('probe')
  fail(): never {
    throw new Error('nothing was shown');
  }

  @Post()
  @Permit('patients.write')
  write(@Body() body: object): object {
    return body;
  }

  @Post(':id/settings')
  @Permit('settings.manage')
  change(@Param('id') id: string): object {
    return { id };
  }
}

@Controller('v1/undeclared')
class UndeclaredProbes {
  @Get()
  read(): string {
    return 'secret';
  }
}

@Controller()
class PageProbes {
  constructor(private readonly cookie: SessionCookie) {}

  @Get('cookie')
  @Public()
  write(@Res({ passthrough: true }) reply: FastifyReply): string {
    this.cookie.write(reply, 'token');
    return 'written';
  }

  @Get('desk')
  @Permit('patients.read')
  desk(): string {
    return 'desk';
  }

  @Post('desk')
  @Permit('patients.write')
  save(@Body() body: object): object {
    return body;
  }

  @Get('open')
  @Public()
  open(): string {
    return 'open';
  }

  @Post('open')
  @Public()
  submit(): string {
    return 'taken';
  }
}

/** The access room with routes to try it on, on a database of its own. */
export interface AccessApp {
  readonly app: NestFastifyApplication;
  readonly clock: FixedClock;
  readonly database: TestDatabase;
  readonly http: TestAgent;
  /** Does work as somebody of the clinic, as a job or a command would. */
  as<T>(clinicId: ClinicId, work: () => Promise<T>, actor?: Actor): Promise<T>;
  addUser(clinicId: ClinicId, role: Role, email?: string): Promise<StaffUserView>;
  addKey(clinicId: ClinicId, role: Role, staffUserId?: string): Promise<{ id: string; key: string }>;
  stop(): Promise<void>;
}

const SYSTEM: Actor = { kind: 'system', id: 'test', label: 'test' };

const settingsFor = (database: TestDatabase, publicUrl: string): Settings => ({
  nodeEnv: 'test',
  port: 0,
  dataDir: '/nonexistent',
  publicUrl,
  logLevel: 'silent',
  databaseUrl: database.appUrl,
  databasePoolSize: 20,
  queueUrl: database.queueUrl,
  appSecret: randomBytes(32).toString('hex'),
  mail: { from: 'billing@clinic.test' },
  stripe: { secretKey: 'sk_test_unused', webhookSecrets: ['whsec_unused_unused'] },
});

async function createApp(settings: Settings, clock: Clock): Promise<NestFastifyApplication> {
  @Module({
    imports: [PlatformModule.with(settings, clock), AccessModule],
    controllers: [ApiProbes, UndeclaredProbes, PageProbes],
  })
  class ProbeModule {}
  const app = await NestFactory.create<NestFastifyApplication>(ProbeModule, createFastifyAdapter(), {
    abortOnError: false,
    logger: false,
  });
  await configureHttp(app, app.get(Config));
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}

export async function startAccessApp(options: { now?: string; publicUrl?: string } = {}): Promise<AccessApp> {
  const database = await createTestDatabase();
  const clock = FixedClock.at(options.now ?? '2026-03-02T15:00:00Z');
  const app = await createApp(settingsFor(database, options.publicUrl ?? 'http://127.0.0.1:3000'), clock);
  const as = <T>(clinicId: ClinicId, work: () => Promise<T>, actor = SYSTEM): Promise<T> =>
    app.get(RequestContext).runAs({ clinicId, actor }, work);
  return {
    app,
    clock,
    database,
    http: request(app.getHttpServer()),
    as,
    addUser: (clinicId, role, email = `${role}-${randomBytes(4).toString('hex')}@clinic.example`) =>
      as(clinicId, () => app.get(CreateStaffUser).execute({ email, displayName: 'Dana', role, password: PASSWORD })),
    addKey: (clinicId, role, staffUserId) =>
      as(clinicId, () => app.get(IssueApiKey).execute({ label: 'Scheduler', role, staffUserId })),
    stop: async () => {
      await app.close();
      await database.drop();
    },
  };
}

export const newClinicId = (app: AccessApp): ClinicId => newId<ClinicId>(app.clock.now());
