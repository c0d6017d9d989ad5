import { Injectable } from '@nestjs/common';
import { superbillLineRefusal } from '../../domain/superbill/superbill-lines';
import { type BusinessDate, businessDateOf } from '../../kernel/business-date';
import { Clock } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import type { PatientId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { TakeNumber } from '../clinics/take-number';
import { composeSuperbill, gapsOf } from './composing/compose-superbill';
import { IssueVersion } from './issuing/issue-version';
import { renderSuperbill } from './pdf/render-superbill';
import type { VisitSelection } from './persistence/superbill-facts.reader';
import { type GatheredSuperbill, SuperbillSources } from './sources/superbill-sources';
import { type SuperbillView, toSuperbillView } from './models/superbill.view';

export type IssueSuperbillInput = VisitSelection & {
  readonly patientId: PatientId;
  /** Words beside the diagnosis codes; the codes alone unless told. */
  readonly showDiagnosisDescriptions?: boolean;
};

/**
 * Issues a superbill for a patient's visits: for the patient to send to a plan the clinic does not bill. Only rendered
 * services that come with a superbill appear; one element missing and nothing is issued, because an insurer would return
 * it (DOMAIN.md §4). The same visits again give the same document, or its next version when anything it says changed.
 *
 * Tx: joins or opens one; holds the patient, then the clinic's number counter. Idempotent by: the content.
 * Errors: `patient_unknown`, `visit_unknown`; `superbill_nothing_to_bill` with the reason for each line;
 * `superbill_incomplete` with `missing` and a pointer for each gap.
 */
@Injectable()
export class IssueSuperbill {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly sources: SuperbillSources,
    private readonly issue: IssueVersion,
    private readonly numbers: TakeNumber,
  ) {}

  execute(input: IssueSuperbillInput): Promise<SuperbillView> {
    return this.transactions.run(async () => {
      const facts = await this.sources.gather(input);
      assertSomethingToBill(facts);
      assertComplete(facts, businessDateOf(this.clock.now(), facts.clinic.timeZone));
      const content = composeSuperbill(facts);
      const record = await this.issue.execute({
        kind: 'superbill',
        patientId: input.patientId,
        subjectIds: [...new Set(facts.billable.map(({ visit }) => visit.id))].sort(),
        scope: '',
        content,
        number: () => this.numbers.execute('superbill'),
        render: renderSuperbill,
        auditFacts: { lines: content.lines.length, chargeCents: content.totals.chargeCents },
      });
      return toSuperbillView(record);
    });
  }
}

function assertSomethingToBill({ billable, refused }: GatheredSuperbill): void {
  if (billable.length > 0) return;
  throw new DomainError('superbill_nothing_to_bill', {
    detail: refused[0] ? superbillLineRefusal(refused[0]) : 'There is no visit in that period.',
    facts: { refused: refused.map((line) => ({ chargeId: line.chargeId, reason: superbillLineRefusal(line) })) },
  });
}

function assertComplete(facts: GatheredSuperbill, issuedOn: BusinessDate): void {
  const gaps = gapsOf(facts, issuedOn);
  if (gaps.length === 0) return;
  throw new DomainError('superbill_incomplete', {
    detail: 'An insurer would return this superbill. Add what is missing, then issue it again.',
    facts: { missing: [...new Set(gaps.map((gap) => gap.element))] },
    errors: gaps.map((gap) => ({ pointer: gap.pointer, message: gap.howToFix })),
  });
}
