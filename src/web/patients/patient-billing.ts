import { Injectable } from '@nestjs/common';
import { parseBusinessDate } from '../../kernel/business-date';
import type { PatientId } from '../../kernel/ids';
import { CoverageReader } from '../../modules/coverage/coverage.reader';
import type { CoverageView } from '../../modules/coverage/coverage.view';
import { type DocumentSummary, DocumentsReader } from '../../modules/documents/documents.reader';
import { PatientsReader } from '../../modules/patients/patients.reader';
import { Transactions } from '../../platform/database/transactions';
import { formatDate } from '../ui/text';
import { contactOf, toPatientHead } from './patient-heads';
import { PatientHistoryReader } from './patient-history';
import { PatientStanding } from './patient-standing';
import type { CoverageFacts, DocumentLink, PatientPageProps } from './patient.page';

/** What the patient's page shows, whoever looks. */
export type PatientBillingShown = Omit<
  PatientPageProps,
  'shell' | 'mayCharge' | 'mayIssueDocuments' | 'mayTakeDeposit' | 'mayApplyCredit'
>;

/** Everything the patient's page shows, read in one transaction so that its figures agree. Errors: `patient_unknown`. */
@Injectable()
export class PatientBilling {
  constructor(
    private readonly transactions: Transactions,
    private readonly patients: PatientsReader,
    private readonly standing: PatientStanding,
    private readonly coverage: CoverageReader,
    private readonly documents: DocumentsReader,
    private readonly history: PatientHistoryReader,
  ) {}

  of(patientId: PatientId): Promise<PatientBillingShown> {
    return this.transactions.run(async () => {
      const patient = await this.patients.get(patientId);
      const [standing, coverages, documents, history] = await Promise.all([
        this.standing.of(patientId),
        this.coverage.coveragesOf(patientId),
        this.documents.ofPatient(patientId),
        this.history.of(patientId),
      ]);
      return {
        ...history,
        ...standing,
        patient: toPatientHead(patient),
        contact: contactOf(patient),
        coverages: coverages.data.map(toCoverageFacts),
        documents: documents.data.map(toDocumentLink),
      };
    });
  }
}

const KINDS: Readonly<Record<DocumentSummary['kind'], string>> = {
  receipt: 'Receipt',
  superbill: 'Superbill',
  invoice: 'Invoice',
  statement: 'Statement',
  hsa_fsa_pack: 'HSA/FSA pack',
  estimate: 'Estimate',
  plan_agreement: 'Payment plan agreement',
};

const toDocumentLink = ({ id, kind, number, version, issuedOn }: DocumentSummary): DocumentLink => ({
  href: `/v1/documents/${id}.pdf`,
  kind: KINDS[kind],
  number: version > 1 ? `${number}, version ${version}` : number,
  on: parseBusinessDate(issuedOn),
});

const toCoverageFacts = ({ id, payerName, memberId, networkStatus, effectiveFrom }: CoverageView): CoverageFacts => ({
  id,
  payerName,
  memberId,
  network: networkStatus === 'in' ? 'In network' : 'Out of network',
  since: formatDate(parseBusinessDate(effectiveFrom)),
});
