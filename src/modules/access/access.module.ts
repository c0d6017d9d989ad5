import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { ActingPerson } from './acting-person';
import { ApiKeysReader } from './api-keys.reader';
import { AuditEventsReader } from './audit-events.reader';
import { AuthenticateApiKey } from './authenticate-api-key';
import { AuthenticateSession } from './authenticate-session';
import { Authorize } from './authorize';
import { ChangePassword } from './change-password';
import { CreateStaffUser } from './create-staff-user';
import { ApiKeyCache } from './credentials/api-key-cache';
import { PasswordHasher } from './credentials/password-hasher';
import { Passwords } from './credentials/passwords';
import { SignInThrottle } from './credentials/sign-in-throttle';
import { CsrfToken } from './csrf-token';
import { DisableStaffUser } from './disable-staff-user';
import { AccessGuard } from './http/access.guard';
import { ApiKeysController } from './http/api-keys.controller';
import { AuditEventsController } from './http/audit-events.controller';
import { AuditReadInterceptor } from './http/audit-read.interceptor';
import { Callers } from './http/callers';
import { SameOrigin } from './http/same-origin';
import { SignInRequiredFilter } from './http/sign-in-required';
import { StaffUsersController } from './http/staff-users.controller';
import { IssueApiKey } from './issue-api-key';
import { AccessTrail } from './persistence/access-trail';
import { ApiKeysRepository } from './persistence/api-keys.repository';
import { AuditEventsRepository } from './persistence/audit-events.repository';
import { StaffAccess } from './persistence/staff-access';
import { StaffSessionsRepository } from './persistence/staff-sessions.repository';
import { StaffUsersRepository } from './persistence/staff-users.repository';
import { RecordAuditEvent } from './record-audit-event';
import { RevokeApiKey } from './revoke-api-key';
import { SessionCookie } from './session-cookie';
import { SignIn } from './sign-in';
import { SignOut } from './sign-out';
import { StaffUsersReader } from './staff-users.reader';

const DOORS = [
  ActingPerson,
  ApiKeysReader,
  AuditEventsReader,
  AuthenticateSession,
  Authorize,
  ChangePassword,
  CreateStaffUser,
  CsrfToken,
  DisableStaffUser,
  IssueApiKey,
  RecordAuditEvent,
  RevokeApiKey,
  SessionCookie,
  SignIn,
  SignOut,
  StaffUsersReader,
];

const PRIVATE = [
  AccessTrail,
  ApiKeyCache,
  ApiKeysRepository,
  AuditEventsRepository,
  AuthenticateApiKey,
  Callers,
  PasswordHasher,
  Passwords,
  SameOrigin,
  SignInThrottle,
  StaffAccess,
  StaffSessionsRepository,
  StaffUsersRepository,
];

/**
 * Access: who is asking, what they may do, and the record of what they did and saw. Its guard stands before every route
 * of the service; a route that declares nothing stays shut.
 *
 * Owns: staff_users, staff_sessions, api_keys, sign_in_attempts, audit_events.
 * Doors: permit, permissions, audit-read, authorize, record-audit-event; sign-in, sign-out, change-password,
 * session-cookie, csrf-token, safe-path for the pages; acting-person; create- and disable-staff-user, issue- and revoke-api-key;
 * staff-users, api-keys and audit-events readers.
 * May call: nobody. Never: clinics, patients, money.
 */
@Module({
  controllers: [StaffUsersController, ApiKeysController, AuditEventsController],
  providers: [
    ...DOORS,
    ...PRIVATE,
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: AuditReadInterceptor },
    { provide: APP_FILTER, useClass: SignInRequiredFilter },
  ],
  exports: DOORS,
})
export class AccessModule {}
