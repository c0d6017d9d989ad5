import { Money } from '../../kernel/money';
import type { ChargeView, VisitView } from '../../modules/charges/visit.view';
import type { ShownState } from '../ui/status-badge';

const sum = (charges: readonly ChargeView[], centsOf: (charge: ChargeView) => number): Money =>
  Money.sum(charges.map((charge) => Money.cents(centsOf(charge))));

const ownLines = ({ charges }: VisitView): ChargeView[] =>
  charges.filter(({ route }) => route.destination === 'self_pay');

/** What the patient still owes for a visit; what waits for insurance is not in it. */
export const patientOpen = (visit: VisitView): Money => sum(ownLines(visit), (charge) => charge.openCents);

/** How a visit stands: the patient's own part first, then what insurance still owes. */
export function visitState(visit: VisitView): ShownState {
  const own = ownLines(visit);
  const due = sum(own, (charge) => charge.amountCents);
  const open = patientOpen(visit);
  if (open.isPositive()) return open.equals(due) ? 'unpaid' : 'part_paid';
  const insurance = visit.charges.filter(({ route }) => route.destination === 'insurance');
  if (sum(insurance, (charge) => charge.openCents).isPositive()) return 'insurance_pending';
  return due.isPositive() || insurance.length > 0 ? 'paid' : 'no_charge';
}
