import { formatRate } from '../../domain/plans/plan-agreement';
import { Money } from '../../kernel/money';
import type { LongPlansView, PlanDisclosuresView } from '../../modules/plans/payment-plan.view';
import { Amount } from '../ui/amount';
import { Card, DefinitionList, Figures } from '../ui/layout';

/** The federal figures, the rate and the finance charge first (12 CFR 1026.17(a)(2)). */
export function DisclosureFigures({ of }: { readonly of: PlanDisclosuresView }) {
  const cents = (amount: number) => <Amount of={Money.cents(amount)} />;
  return (
    <Card title={of.tilaRequired ? 'Truth in Lending' : 'What it costs'} id="disclosures">
      <Figures
        items={[
          { label: 'Annual percentage rate', value: formatRate(of.aprBasisPoints) },
          { label: 'Finance charge', value: cents(of.financeChargeCents) },
        ]}
      />
      <DefinitionList
        items={[
          { term: 'Amount financed', value: cents(of.amountFinancedCents) },
          { term: 'Total of payments', value: cents(of.totalOfPaymentsCents) },
          { term: 'Total sale price', value: cents(of.totalSalePriceCents) },
        ]}
      />
    </Card>
  );
}

/** Where the clinic stands with its long plans (12 CFR 1026.2(a)(17)(v)). */
export function LongPlansNote({ of }: { readonly of: LongPlansView }) {
  const { thisYear, lastYear, threshold, level } = of;
  const counted = `${thisYear} plans of more than four installments this year, ${lastYear} last year.`;
  if (level === 'few') return <p class="hint">{`${counted} Regulation Z counts from ${threshold + 1} on.`}</p>;
  return (
    <div class={`notice notice-${level === 'creditor' ? 'bad' : 'warn'}`} role="status">
      <p>
        {level === 'creditor'
          ? `${counted} More than ${threshold} make the clinic a creditor under Regulation Z. Ask counsel whether a license is needed.`
          : `${counted} With more than ${threshold} the clinic becomes a creditor under Regulation Z.`}
      </p>
    </div>
  );
}
