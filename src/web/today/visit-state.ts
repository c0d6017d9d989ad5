import { ADJUSTMENT_RULES } from '../../domain/adjustments/adjustment-rules';
import { Money } from '../../kernel/money';
import type { ChargeView, VisitView } from '../../modules/charges/visit.view';
import type { ShownState } from '../ui/status-badge';

const sum = (charges: readonly ChargeView[], centsOf: (charge: ChargeView) => number): Money =>
  Money.sum(charges.map((charge) => Money.cents(centsOf(charge))));

const ownLines = ({ charges }: VisitView): ChargeView[] =>
  charges.filter(({ route }) => route.destination === 'self_pay');

/** What the patient still owes for a visit; what waits for insurance is not in it. */
export const patientOpen = (visit: VisitView): Money => sum(ownLines(visit), (charge) => charge.openCents);

/** What the patient was to pay for a line: its list price less what stands of its adjustments, write-offs included. */
const dueFor = ({ listPriceCents, adjustments }: ChargeView): number =>
  adjustments.reduce((due, { status, amountCents }) => (status === 'posted' ? due - amountCents : due), listPriceCents);

const isGivenUp = ({ adjustments }: ChargeView): boolean =>
  adjustments.some(({ type, status }) => status === 'posted' && ADJUSTMENT_RULES[type].isWriteOff);

/** How a visit stands: the patient's own part first, then what insurance still owes. */
export function visitState(visit: VisitView): ShownState {
  if (visit.status === 'void') return 'void';
  const own = ownLines(visit).filter(({ voidedAt }) => voidedAt === null);
  const due = sum(own, dueFor);
  const open = patientOpen(visit);
  if (open.isPositive()) return open.equals(due) ? 'unpaid' : 'part_paid';
  const insurance = visit.charges.filter(({ route }) => route.destination === 'insurance');
  if (sum(insurance, (charge) => charge.openCents).isPositive()) return 'insurance_pending';
  if (own.some(isGivenUp)) return 'written_off';
  return due.isPositive() || insurance.length > 0 ? 'paid' : 'no_charge';
}
