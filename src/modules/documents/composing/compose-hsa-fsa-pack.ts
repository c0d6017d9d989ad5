import { Money } from '../../../kernel/money';
import type { ClinicView } from '../../clinics/clinic.view';
import type { PatientView } from '../../patients/patient.view';
import type { IssueFacts } from '../issuing/document-file';
import type { HsaFsaLine, HsaFsaPackModel } from '../models/hsa-fsa-pack.model';
import type { HsaFsaPayment } from '../persistence/hsa-fsa-facts.reader';
import { printedName, printedPractice } from '../sources/printed-parties';
import { tenderLabel } from './tender-label';

export interface HsaFsaPackFacts {
  readonly clinic: ClinicView;
  readonly patient: PatientView;
  readonly year: number;
  readonly payments: readonly HsaFsaPayment[];
}

/** What the pack of a year says, before its number. */
export function composeHsaFsaPack(facts: HsaFsaPackFacts): Omit<HsaFsaPackModel, keyof IssueFacts> {
  const { clinic, patient, year, payments } = facts;
  const lines = payments.flatMap((payment) => linesOf(payment, clinic));
  const labels = [...new Set(lines.map(({ tender }) => tender))];
  return {
    year,
    practice: printedPractice(clinic),
    patient: { name: printedName(patient) },
    lines,
    totals: labels.map((label) => ({ label, amountCents: net(lines.filter(({ tender }) => tender === label)) })),
    totalCents: net(lines),
  };
}

const net = (lines: readonly HsaFsaLine[]): number =>
  Money.sum(lines.map(({ paidCents, returnedCents }) => Money.cents(paidCents - returnedCents))).toJSON();

/**
 * The health-account tenders of a payment. What the charge let go of again is theirs in proportion to what each paid, as it
 * is when it is given back (DOMAIN.md S4).
 */
function linesOf(payment: HsaFsaPayment, clinic: ClinicView): HsaFsaLine[] {
  const { tenders, receiptNumber } = payment;
  const released = Money.cents(payment.releasedCents).allocate(tenders.map(({ amountCents }) => BigInt(amountCents)));
  const provider = clinic.providers.find(({ id }) => id === payment.providerId);
  return tenders.flatMap((tender, index) =>
    tender.spendsHsaFsa
      ? [
          {
            dateOfService: payment.dateOfService,
            description: payment.description,
            providerName: provider ? `${provider.firstName} ${provider.lastName}, ${provider.credentials}` : '',
            paidOn: payment.paidOn,
            tender: tenderLabel(tender),
            ...(receiptNumber ? { receiptNumber } : {}),
            paidCents: tender.amountCents,
            returnedCents: (released[index] ?? Money.ZERO).toJSON(),
          },
        ]
      : [],
  );
}
