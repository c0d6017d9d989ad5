import { Injectable } from '@nestjs/common';
import { cms1500Of } from '../../domain/claims/cms1500';
import { formatInstant } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import type { ClaimId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { Temporal } from 'temporal-polyfill';
import { Transactions } from '../../platform/database/transactions';
import { ClaimSources } from './preparing/claim-sources';
import type { Cms1500View } from './cms1500.view';
import { NextPlans } from '../coverage/next-plans';
import { PatientsReader } from '../patients/patients.reader';
import type { CoverageId } from '../../kernel/ids';

/**
 * A claim as the form CMS-1500 for payers that take paper: what the file would say of it, box by box.
 *
 * Tx: joins the open one or opens its own.
 */
@Injectable()
export class Cms1500Reader {
  constructor(
    private readonly transactions: Transactions,
    private readonly sources: ClaimSources,
    private readonly patients: PatientsReader,
    private readonly plans: NextPlans,
  ) {}

  /** Errors: `claim_unknown`, also for another clinic's; `disclosure_restricted` for care the patient keeps from plans. */
  get(claimId: ClaimId): Promise<Cms1500View> {
    return this.transactions.run(async () => {
      const [claim] = await this.sources.gather([claimId]);
      if (!claim) throw new DomainError('claim_unknown', { detail: 'This clinic has no such claim.' });
      const { facts, form, billing } = claim;
      if (facts.isKeptFromPlan)
        throw new DomainError('disclosure_restricted', {
          detail:
            'The patient pays in full and asked to keep this from the plan: it may not be sent there on paper either.',
          facts: { source: '45 CFR 164.522(a)(1)(vi)' },
        });
      const { clinic, today } = await this.sources.desk();
      const provider = clinic.providers.find(({ id }) => id === facts.visit.providerId);
      invariant(provider, 'the provider of a visit exists');
      const patient = await this.patients.get(facts.patient.id);
      const asked = { coverageId: facts.coverage.id as CoverageId, dateOfService: facts.dateOfService };
      const sheets = cms1500Of({
        form,
        billing,
        planType: facts.coverage.planType,
        billingPhone: clinic.phone.replace(/\D/g, '').slice(-10),
        patientPhone: patient.phone ?? undefined,
        renderedBy: [provider.firstName, provider.lastName, provider.credentials].filter(Boolean).join(' '),
        signedOn: today,
        hasFurtherPlan: (await this.plans.execute([asked]))[0] !== undefined,
      });
      return {
        claimId,
        controlNumber: facts.controlNumber,
        createdAt: formatInstant(Temporal.Instant.from(facts.createdAt)),
        sheets: sheets.map(({ boxes, lines, totalCharge, amountPaid }) => ({
          boxes,
          lines,
          totalChargeCents: totalCharge.toJSON(),
          amountPaidCents: amountPaid.toJSON(),
        })),
      };
    });
  }
}
