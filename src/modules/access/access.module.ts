import { Module } from '@nestjs/common';
import { AuditEventsRepository } from './persistence/audit-events.repository';
import { RecordAuditEvent } from './record-audit-event';

/**
 * Access: who is asking, what they may do, and the record of what they did.
 *
 * Owns: staff_users, staff_sessions, api_keys, sign_in_attempts, audit_events.
 * Doors: permit, permissions, audit-read, record-audit-event.
 * May call: nobody. Never: clinics, patients, money.
 */
@Module({
  providers: [AuditEventsRepository, RecordAuditEvent],
  exports: [RecordAuditEvent],
})
export class AccessModule {}
