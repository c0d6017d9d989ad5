import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { superbillLineRefusal } from '../../domain/superbill/superbill-lines';
import { type BusinessDate, businessDateOf } from '../../kernel/business-date';
import { Clock, formatInstant } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { type DocumentId, newId, type PatientId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { TakeNumber } from '../clinics/take-number';
import { composeSuperbill, gapsOf, type SuperbillContent } from './compose-superbill';
import { renderSuperbill } from './pdf/render-superbill';
import { type DocumentRecord, DocumentsRepository } from './persistence/documents.repository';
import type { VisitSelection } from './persistence/superbill-facts.reader';
import { type GatheredSuperbill, SuperbillSources } from './superbill-sources';
import type { SuperbillModel } from './superbill.model';
import { type SuperbillView, toSuperbillView } from './superbill.view';

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
    private readonly documents: DocumentsRepository,
    private readonly numbers: TakeNumber,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute(input: IssueSuperbillInput): Promise<SuperbillView> {
    return this.transactions.run(async () => {
      const facts = await this.sources.gather(input);
      assertSomethingToBill(facts);
      const issuedAt = this.clock.now();
      const issuedOn = businessDateOf(issuedAt, facts.clinic.timeZone);
      assertComplete(facts, issuedOn);
      const content = composeSuperbill(facts);
      const about = {
        kind: 'superbill',
        patientId: input.patientId,
        subjectIds: [...new Set(facts.billable.map(({ visit }) => visit.id))].sort(),
      } as const;
      const earlier = await this.documents.latest<SuperbillModel>(about);
      if (earlier && saysTheSame(earlier.model, content)) return toSuperbillView(earlier);
      const model: SuperbillModel = {
        ...content,
        number: earlier?.number ?? (await this.numbers.execute('superbill')),
        version: (earlier?.version ?? 0) + 1,
        ...(earlier ? { replaces: { version: earlier.version, issuedOn: earlier.issuedOn } } : {}),
        issuedOn: issuedOn.toString(),
        issuedAt: formatInstant(issuedAt),
      };
      const record = await this.documents.insert({
        ...about,
        id: newId<DocumentId>(issuedAt),
        number: model.number,
        version: model.version,
        replacesId: earlier?.id ?? null,
        model,
        bytes: await renderSuperbill(model),
        issuedOn: model.issuedOn,
        issuedAt,
      });
      await this.recordIssue(record);
      return toSuperbillView(record);
    });
  }

  private recordIssue({ id, patientId, number, version, model }: DocumentRecord<SuperbillModel>): Promise<void> {
    return this.audit.execute({
      action: 'superbill.issue',
      subject: { type: 'superbill', id },
      facts: { patientId, number, version, lines: model.lines.length, chargeCents: model.totals.chargeCents },
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

/** Whether the model of an issued document says what would be said now. */
function saysTheSame(issued: SuperbillModel, content: SuperbillContent): boolean {
  const { number: _number, version: _version, replaces: _replaces, issuedOn: _on, issuedAt: _at, ...said } = issued;
  return isDeepStrictEqual(said, JSON.parse(JSON.stringify(content)));
}
