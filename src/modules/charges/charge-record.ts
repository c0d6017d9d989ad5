import type { Temporal } from 'temporal-polyfill';
import type { PriceDiscount } from '../../domain/pricing/price-for';
import type { Destination } from '../../domain/routing/route';
import { type ChargeId, type Id, newId } from '../../kernel/ids';
import type { Money } from '../../kernel/money';
import type { CodeSetLine } from '../catalog/code-set.view';
import type { DecidedLine } from './deciding/decide-lines';

export type AdjustmentId = Id<'Adjustment'>;

/** The discount of a charge's own price. */
export interface DiscountRecord extends PriceDiscount {
  readonly id: AdjustmentId;
  readonly reason: string;
}

/** A charge about to be written: a decided line with its id and what only the rendered visit knows. */
export interface ChargeRecord extends DecidedLine {
  readonly id: ChargeId;
  readonly lineNumber: number;
  readonly destination: Destination;
  readonly discount?: DiscountRecord;
  readonly procedure?: { readonly code: string; readonly units: number };
  readonly modifiers: readonly string[];
  readonly diagnosisPointers: readonly number[];
  readonly doseMg?: number;
  /** The session bought ahead that it uses up, and what of it is held already: that is earned, and owed by nobody. */
  readonly prepaid?: { readonly sessionId: string; readonly held: Money };
}

/** What a rendered line adds to the decision. */
export interface RenderedLine {
  readonly id: ChargeId;
  readonly now: Temporal.Instant;
  readonly lineNumber: number;
  readonly doseMg?: number;
  readonly modifiers?: readonly string[];
  readonly diagnosisPointers: readonly number[];
  readonly prepaid?: ChargeRecord['prepaid'];
}

/** Units of a code: one for each milligram, or the set's number, for every unit of the line. */
function unitsOf(code: CodeSetLine, quantity: number, doseMg: number | undefined): number {
  return quantity * (code.unitsRule === 'per_mg' ? (doseMg ?? 1) : (code.units ?? 1));
}

/** A decided line of a rendered visit as a charge. Fees carry no diagnosis. */
export function toCharge(line: DecidedLine, rendered: RenderedLine): ChargeRecord {
  const { priced, routed, service } = line;
  const { now, lineNumber, doseMg } = rendered;
  const code = routed.codes[0];
  return {
    ...line,
    id: rendered.id,
    lineNumber,
    destination: routed.route.destination,
    discount: priced.adjustment && {
      ...priced.adjustment,
      id: newId<AdjustmentId>(now),
      reason: priced.priceSource.reason,
    },
    procedure: code && { code: code.code, units: unitsOf(code, priced.quantity, doseMg) },
    modifiers: rendered.modifiers ?? code?.modifiers ?? [],
    diagnosisPointers: service.kind === 'fee' ? [] : rendered.diagnosisPointers,
    doseMg,
    prepaid: rendered.prepaid,
  };
}
