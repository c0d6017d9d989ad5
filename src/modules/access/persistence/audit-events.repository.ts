import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../../kernel/clock';
import { type ClinicId, newId } from '../../../kernel/ids';
import type { Actor, Role } from '../../../platform/context/request-context';
import { RequestContext } from '../../../platform/context/request-context';
import { Sql } from '../../../platform/database/sql';
import type { NewestFirst } from './newest-first';

/** Values that cannot carry a person's name or health: numbers, booleans and codes without spaces. */
export type AuditFacts = Readonly<Record<string, string | number | boolean | null>>;

/** The record an event is about. */
export interface AuditSubject {
  readonly type: string;
  /** Absent for a list. */
  readonly id?: string;
}

export interface AuditEntry {
  readonly action: string;
  readonly subject?: AuditSubject;
  readonly facts?: AuditFacts;
}

/** Somebody who could not be tied to an account. */
export type AuditActor = Actor | { readonly kind: 'anonymous'; readonly label: string };

export interface AuditRow {
  readonly id: string;
  readonly recorded_at: Date;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly actor_label: string;
  readonly role: Role | null;
  readonly action: string;
  readonly subject_type: string | null;
  readonly subject_id: string | null;
  readonly request_id: string | null;
  readonly ip: string | null;
  readonly facts: AuditFacts;
}

export interface AuditFilter extends NewestFirst {
  readonly action?: string;
  readonly subjectType?: string;
  readonly subjectId?: string;
}

const CODE = /^[\w.:+-]{1,100}$/;

/** Text with a space, an accent or an at sign could be a name: it is withheld rather than written down for good. */
function withoutFreeText(facts: AuditFacts): AuditFacts {
  const safe = ([key, value]: [string, AuditFacts[string]]) => [
    key,
    typeof value === 'string' && !CODE.test(value) ? 'withheld' : value,
  ];
  return Object.fromEntries(Object.entries(facts).map(safe));
}

/** Rows of audit_events. Only ever inserted and read. */
@Injectable()
export class AuditEventsRepository {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly context: RequestContext,
  ) {}

  /**
   * Sends one event in the open transaction, whose clinic must be `clinicId`; the commit answers for it.
   * @param ip where the caller is, when the context does not know it
   */
  append(clinicId: ClinicId, actor: AuditActor, entry: AuditEntry, ip = this.context.ip): void {
    const now = this.clock.now();
    this.sql.deferCall({
      expression: 'record_audit_event($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)',
      params: [
        clinicId,
        newId(now),
        toDate(now),
        actor.kind,
        actor.kind === 'anonymous' ? null : actor.id,
        actor.label,
        actor.kind === 'anonymous' ? null : (actor.role ?? null),
        entry.action,
        entry.subject?.type ?? null,
        entry.subject?.id ?? null,
        this.context.requestId,
        ip ?? null,
        JSON.stringify(withoutFreeText(entry.facts ?? {})),
      ],
    });
  }

  /** Newest first, `limit + 1` rows so that the caller sees whether there is a next page. */
  list(filter: AuditFilter): Promise<AuditRow[]> {
    return this.sql.query<AuditRow>(
      `SELECT id, recorded_at, actor_kind, actor_id, actor_label, role, action, subject_type, subject_id, request_id,
              host(ip) AS ip, facts
         FROM audit_events
        WHERE clinic_id = current_clinic()
          AND ($1::uuid IS NULL OR id < $1)
          AND ($2::text IS NULL OR action = $2)
          AND ($3::text IS NULL OR subject_type = $3)
          AND ($4::text IS NULL OR subject_id = $4)
        ORDER BY id DESC
        LIMIT $5 + 1`,
      [filter.beforeId, filter.action, filter.subjectType, filter.subjectId, filter.limit],
    );
  }
}
