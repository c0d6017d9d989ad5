import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import type { ElectionScope } from '../../../domain/routing/routing-facts';
import type { BusinessDate } from '../../../kernel/business-date';
import { toDate } from '../../../kernel/clock';
import { newId, type PatientId } from '../../../kernel/ids';
import { invariant } from '../../../kernel/invariant';
import { Sql } from '../../../platform/database/sql';
import type { SelfPayElectionId } from '../coverage.view';
import type { ElectionRow } from './coverage.rows';

export interface NewElection {
  readonly patientId: PatientId;
  readonly scope: ElectionScope;
  readonly reason: string;
  readonly signedAt: Temporal.Instant;
  readonly serviceCode?: string;
  readonly dateOfService?: BusinessDate;
}

const INSERT = `
  INSERT INTO self_pay_elections (clinic_id, id, patient_id, scope, service_code, date_of_service, reason, signed_at,
                                  signed_on, created_at)
  VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING *`;

/** Rows of self-pay elections. Tx: needs one. */
@Injectable()
export class SelfPayElectionsRepository {
  constructor(private readonly sql: Sql) {}

  async isService(code: string): Promise<boolean> {
    const found = await this.sql.one('SELECT 1 FROM services WHERE clinic_id = current_clinic() AND code = $1', [code]);
    return found !== undefined;
  }

  async insert(
    input: NewElection,
    { signedOn, now }: { signedOn: BusinessDate; now: Temporal.Instant },
  ): Promise<ElectionRow> {
    const holdsOn = input.scope === 'visit' ? (input.dateOfService ?? signedOn) : undefined;
    const row = await this.sql.one<ElectionRow>(INSERT, [
      newId<SelfPayElectionId>(now),
      input.patientId,
      input.scope,
      input.serviceCode ?? null,
      holdsOn?.toString() ?? null,
      input.reason,
      toDate(input.signedAt),
      signedOn.toString(),
      toDate(now),
    ]);
    invariant(row, 'the inserted election was not returned');
    return row;
  }
}
