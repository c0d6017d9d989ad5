import { Injectable } from '@nestjs/common';
import { linesOfCharge } from '../../../domain/claims/lines-of-charge';
import { PAYER_DEFAULTS } from '../../../domain/claims/payer-defaults';
import { DomainError } from '../../../kernel/errors';
import { type ChargeId, type ClaimId, newId, type VisitId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { Sql } from '../../../platform/database/sql';
import { RecordAuditEvent } from '../../access/record-audit-event';
import type { ChargeRecord } from '../../charges/charge-record';
import { RegisterVisitClaims, VisitClaims } from '../../charges/visit-claims';
import type { VisitToBook } from '../../charges/visit-record';
import { MoveClaim } from '../posting/move-claim';
import { ClaimsRepository } from '../persistence/claims.repository';
import type { NewClaimLine } from '../persistence/new-claim';

const FILING_DAYS = Object.fromEntries(
  Object.entries(PAYER_DEFAULTS).map(([planType, rules]) => [planType, rules.timelyFilingDays]),
);

/**
 * Makes the claim of a visit in the visit's own transaction: lines for each charge that goes to insurance, at its list
 * price. It starts as a draft; its checks and gates say what is still missing. Until it is sent it goes with its charges
 * when they are voided.
 *
 * Tx: needs one. Posts: nothing; the charges are on 1200 already.
 */
@RegisterVisitClaims()
@Injectable()
export class PrepareClaim extends VisitClaims {
  constructor(
    private readonly claims: ClaimsRepository,
    private readonly move: MoveClaim,
    private readonly audit: RecordAuditEvent,
    private readonly sql: Sql,
  ) {
    super();
  }

  async prepare({ visit, charges, now }: VisitToBook): Promise<void> {
    const insured = charges.filter(
      ({ destination, priced }) => destination === 'insurance' && priced.listPrice.isPositive(),
    );
    const coverageId = insured[0]?.routed.coverage?.id;
    if (!coverageId) return;
    const id = newId<ClaimId>(now);
    const totalCents = Money.sum(insured.map(({ priced }) => priced.listPrice)).toJSON();
    this.claims.insert({
      id,
      patientId: visit.patientId,
      visitId: visit.id,
      coverageId,
      dateOfService: visit.dateOfService.toString(),
      totalCents,
      timelyFilingDays: FILING_DAYS,
      lines: insured.flatMap(toLines),
    });
    await this.audit.execute({
      action: 'claim.prepare',
      subject: { type: 'claim', id },
      facts: { visitId: visit.id, lines: insured.length, amountCents: totalCents },
    });
  }

  async ofVisits(visitIds: readonly VisitId[]): Promise<ReadonlyMap<VisitId, ClaimId>> {
    if (visitIds.length === 0) return new Map();
    const rows = await this.sql.query<{ visit_id: VisitId; id: ClaimId }>(
      `SELECT visit_id, id FROM claims
        WHERE clinic_id = current_clinic() AND visit_id = ANY ($1::uuid[]) AND prior_claim_id IS NULL
        ORDER BY visit_id, control_number`,
      [visitIds],
    );
    // A replacement comes after what it replaces: the latest counts.
    return new Map(rows.map((row) => [row.visit_id, row.id]));
  }

  async assertUnsent(chargeIds: readonly ChargeId[]): Promise<void> {
    const claims = await this.claims.lockOfCharges(chargeIds);
    if (claims.length === 0 || !(await this.claims.wereSent(claims.map(({ id }) => id)))) return;
    throw new DomainError('visit_has_claim', {
      detail:
        'A claim of this was sent to the payer, or the payer has decided about it. Correct it with the payer; it cannot be voided here.',
      facts: { claimIds: claims.map(({ id }) => id) },
    });
  }

  async withdraw(chargeIds: readonly ChargeId[]): Promise<void> {
    for (const claim of await this.claims.lockOfCharges(chargeIds)) {
      this.move.execute(claim, { event: 'withdraw', cause: { type: 'person', note: 'Its charges were voided.' } });
      await this.audit.execute({ action: 'claim.withdraw', subject: { type: 'claim', id: claim.id } });
    }
  }
}

/** A line for each code the charge is billed with. */
function toLines({ id, service, priced, routed, diagnosisPointers, ...charge }: ChargeRecord): NewClaimLine[] {
  const doseMg = charge.doseMg ?? (service.kind === 'spravato' ? doseOfService(service.code) : undefined);
  const lines = linesOfCharge({
    amount: priced.listPrice,
    quantity: priced.quantity,
    doseMg,
    codes: routed.codes,
    modifiers: charge.modifiers,
  });
  return lines.map(({ code, units, modifiers, amount }) => ({
    chargeId: id,
    procedureCode: code,
    units,
    modifiers,
    amountCents: amount.toJSON(),
    diagnosisPointers,
    doseMg,
  }));
}

/** `spravato-56` says its dose itself. */
const doseOfService = (code: string): number | undefined => {
  const dose = /-(\d{2,3})$/.exec(code)?.[1];
  return dose === undefined ? undefined : Number(dose);
};
