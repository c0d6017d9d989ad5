import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import type { BusinessDate } from '../../../kernel/business-date';
import { type ChargeId, newId, type PatientId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import type { ProviderView } from '../../clinics/clinic.view';
import { type ChargeRecord, toCharge } from '../charge-record';
import { CoverLines } from './cover-lines';
import { type DecidedLine, DecideLines, type LineInput } from './decide-lines';
import type { PrepaidSession } from '../prepaid-care';
import { diagnosisPointersOf } from '../visit-rules';

/** A line of a rendered visit. */
export interface VisitLineInput extends LineInput {
  /** At most four; those of the clinic's code set unless told. */
  readonly modifiers?: readonly string[];
  /** One-based places in the diagnoses, one to four; the first four unless told. */
  readonly diagnosisPointers?: readonly number[];
}

/** A rendered visit to be priced and routed. */
export interface VisitToDecide {
  readonly patientId: PatientId;
  readonly dateOfService: BusinessDate;
  readonly diagnoses: readonly string[];
  readonly lines: readonly VisitLineInput[];
}

/**
 * The charges of a rendered visit: its lines priced and routed on the server, those the patient has bought ahead at what they
 * were sold at.
 *
 * Tx: needs one; holds the packages that are used. Errors: those of {@link DecideLines}; `diagnosis_pointer_invalid`.
 */
@Injectable()
export class DecideVisit {
  constructor(
    private readonly lines: DecideLines,
    private readonly covering: CoverLines,
  ) {}

  async execute(
    input: VisitToDecide,
    { now, provider }: { now: Temporal.Instant; provider: ProviderView },
  ): Promise<ChargeRecord[]> {
    const covered = await this.covering.execute(input, 'hold');
    const lines = covered.map(({ line }) => line);
    const decided = await this.lines.execute({
      patientId: input.patientId,
      dateOfService: input.dateOfService,
      lines,
      providerMedicareOptedOut: provider.isMedicareOptedOut,
      renderingNpi: provider.npi,
      lockAuthorizations: true,
    });
    // Charge ids in the order of the lines: payments fill equal charges by id.
    const ids = decided.map(() => newId<ChargeId>(now)).sort();
    return decided.map((line, index) =>
      toCharge(line, {
        id: ids[index] as ChargeId,
        now,
        lineNumber: index + 1,
        doseMg: lines[index]?.doseMg,
        modifiers: lines[index]?.modifiers,
        diagnosisPointers: diagnosisPointersOf(lines[index]?.diagnosisPointers, {
          index,
          diagnosisCount: input.diagnoses.length,
        }),
        prepaid: prepaidOf(line, covered[index]?.prepaid),
      }),
    );
  }
}

/** A session bought ahead is not used up by care that insurance pays for. */
function prepaidOf({ routed }: DecidedLine, session: PrepaidSession | undefined): ChargeRecord['prepaid'] {
  if (!session || routed.route.destination !== 'self_pay') return undefined;
  return { sessionId: session.sessionId, held: Money.min(session.held, session.agreedPrice.unitPrice) };
}
