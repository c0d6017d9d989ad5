import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { type ClinicId, newId, type PatientId } from '../../kernel/ids';
import { RequestContext } from '../../platform/context/request-context';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { PatientsReader } from '../patients/patients.reader';
import { PayLinkToken } from './checkout/pay-link-token';

export interface PayLink {
  readonly id: string;
  readonly patientId: PatientId;
  readonly url: string;
}

/** Whom a token opens. */
export interface PayLinkHolder {
  readonly linkId: string;
  readonly clinicId: ClinicId;
  readonly patientId: PatientId;
}

/** Permanent pay pages: one live link per patient, revocable, the same address as long as it lives. */
@Injectable()
export class PayLinks {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
    private readonly tokens: PayLinkToken,
    private readonly patients: PatientsReader,
    private readonly audit: RecordAuditEvent,
    private readonly clock: Clock,
  ) {}

  /** The patient's link, made if there is none. Tx: opens or joins. Errors: `patient_unknown`. */
  ensure(patientId: PatientId): Promise<PayLink> {
    return this.tx.run(async () => {
      await this.patients.get(patientId);
      const now = this.clock.now();
      await this.sql.execute(
        `INSERT INTO pay_links (clinic_id, id, patient_id, created_at) VALUES (current_clinic(), $1, $2, $3)
         ON CONFLICT (clinic_id, patient_id) WHERE revoked_at IS NULL DO NOTHING`,
        [newId(now), patientId, toDate(now)],
      );
      const row = await this.sql.one<{ id: string }>(
        `SELECT id FROM pay_links WHERE clinic_id = current_clinic() AND patient_id = $1 AND revoked_at IS NULL`,
        [patientId],
      );
      const id = row?.id ?? '';
      await this.audit.execute({ action: 'pay_link.give', subject: { type: 'patient', id: patientId } });
      return { id, patientId, url: this.tokens.url(id) };
    });
  }

  /** Closes a link for good. Errors: `pay_link_unknown`. */
  revoke(linkId: string): Promise<void> {
    return this.tx.run(async () => {
      const touched = await this.sql.execute(
        `UPDATE pay_links SET revoked_at = coalesce(revoked_at, $2) WHERE clinic_id = current_clinic() AND id = $1`,
        [linkId, toDate(this.clock.now())],
      );
      if (touched === 0) throw new DomainError('pay_link_unknown');
      await this.audit.execute({ action: 'pay_link.revoke', subject: { type: 'pay_link', id: linkId } });
    });
  }

  /** Whom a token from the address bar belongs to. Errors: `pay_link_unknown` for a forged, unknown or revoked one alike. */
  async resolve(token: string): Promise<PayLinkHolder> {
    const linkId = this.tokens.read(token);
    const row = linkId
      ? await this.tx.runGlobal(() =>
          this.sql.one<{ clinic_id: ClinicId; patient_id: PatientId }>(
            'SELECT clinic_id, patient_id FROM find_pay_link($1)',
            [linkId],
          ),
        )
      : undefined;
    if (!linkId || !row) throw new DomainError('pay_link_unknown');
    return { linkId, clinicId: row.clinic_id, patientId: row.patient_id };
  }
}

/** Who a pay-link visitor is to the audit trail. */
export const payLinkPrincipal = (holder: PayLinkHolder): Parameters<RequestContext['runAs']>[0] => ({
  clinicId: holder.clinicId,
  actor: { kind: 'patient_link', id: holder.linkId, label: 'patient link' },
});
