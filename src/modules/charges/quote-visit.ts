import { Injectable } from '@nestjs/common';
import type { BusinessDate } from '../../kernel/business-date';
import type { PatientId, ProviderId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import { ClinicsReader } from '../clinics/clinics.reader';
import { CoverLines } from './deciding/cover-lines';
import { type DecidedLine, DecideLines, type LineInput, type ShareEstimate } from './deciding/decide-lines';
import {
  type QuoteLineView,
  type QuoteTotalsView,
  type QuoteView,
  type ShareEstimateView,
  toPriceSourceView,
} from './quote.view';

/** A visit somebody thinks of. */
export interface QuoteVisitInput {
  readonly patientId: PatientId;
  /** Decides the prices, the codes and the coverage; may lie in the future. */
  readonly dateOfService: BusinessDate;
  /** Matters where a clinician has opted out of Medicare, or an authorization names another one. */
  readonly providerId?: ProviderId;
  readonly lines: readonly LineInput[];
}

/**
 * What a visit would cost, who would pay, and why. Stores nothing.
 *
 * Tx: joins the open one or opens its own. Errors: `patient_unknown`, `provider_unknown`, `service_unknown`,
 * `price_not_set`, `household_size_required`, `price_rule_invalid`.
 */
@Injectable()
export class QuoteVisit {
  constructor(
    private readonly transactions: Transactions,
    private readonly clinics: ClinicsReader,
    private readonly lines: DecideLines,
    private readonly covering: CoverLines,
  ) {}

  execute({ providerId, ...visit }: QuoteVisitInput): Promise<QuoteView> {
    return this.transactions.run(async () => {
      const provider = providerId && (await this.clinics.provider(providerId));
      const covered = await this.covering.execute(visit, 'look');
      const decided = await this.lines.execute({
        ...visit,
        lines: covered.map(({ line }) => line),
        providerMedicareOptedOut: provider?.isMedicareOptedOut ?? false,
        renderingNpi: provider?.npi,
      });
      return {
        patientId: visit.patientId,
        dateOfService: visit.dateOfService.toString(),
        lines: decided.map(toLineView),
        totals: totalsOf(decided),
      };
    });
  }
}

function toLineView({ service, priced, routed, ...shares }: DecidedLine): QuoteLineView {
  const { documentRule, ...route } = routed.route;
  return {
    serviceCode: service.code,
    displayName: service.displayName,
    description: service.neutralName,
    quantity: priced.quantity,
    unitPriceCents: priced.unitPrice.toJSON(),
    listPriceCents: priced.listPrice.toJSON(),
    discountCents: priced.discount.toJSON(),
    amountCents: priced.amount.toJSON(),
    priceSource: toPriceSourceView(priced.priceSource),
    route,
    documentRule,
    hsaFsaEligible: service.hsaFsaEligible,
    patientResponsibilityCents: shares.patientResponsibility.toJSON(),
    insuranceExpectedCents: shares.insuranceExpected.toJSON(),
    ...(shares.estimate ? { shareEstimate: toShareEstimateView(shares.estimate) } : {}),
  };
}

const toShareEstimateView = ({ benefit, heard, ...parts }: ShareEstimate): ShareEstimateView => ({
  copayCents: parts.copay.toJSON(),
  deductibleCents: parts.deductible.toJSON(),
  coinsuranceCents: parts.coinsurance.toJSON(),
  benefit,
  basis: heard ? 'payer' : 'card',
  checkedOn: heard?.checkedOn ?? null,
  eligibilitySnapshotId: heard?.snapshotId ?? null,
});

function totalsOf(lines: readonly DecidedLine[]): QuoteTotalsView {
  const total = (amountOf: (line: DecidedLine) => Money): number => Money.sum(lines.map(amountOf)).toJSON();
  return {
    listPriceCents: total((line) => line.priced.listPrice),
    discountCents: total((line) => line.priced.discount),
    amountCents: total((line) => line.priced.amount),
    patientResponsibilityCents: total((line) => line.patientResponsibility),
    insuranceExpectedCents: total((line) => line.insuranceExpected),
  };
}
