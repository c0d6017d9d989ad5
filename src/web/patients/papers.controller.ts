import { Get, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { PatientId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { IssueHsaFsaPack } from '../../modules/documents/issue-hsa-fsa-pack';
import { IssueStatement } from '../../modules/documents/issue-statement';
import { PatientsReader } from '../../modules/patients/patients.reader';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { type Refusal, refusalOf } from '../forms/refusal';
import { page, type PageAnswer, pdf } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { readPostedForm } from '../http/posted-form';
import { PapersPage } from './papers.page';
import { toPatientHead } from './patient-heads';

const STATEMENT_DAYS = 90;
const YEARS_BACK = 4;

/** /patients/:id/papers: statements and HSA/FSA packs. */
@PageController('patients/:id/papers')
@Permit('documents.issue')
export class PapersController {
  constructor(
    private readonly statements: IssueStatement,
    private readonly packs: IssueHsaFsaPack,
    private readonly patients: PatientsReader,
    private readonly clinics: ClinicsReader,
    private readonly shell: PageShell,
  ) {}

  @Get()
  @AuditRead('patient')
  show(@Param('id', UuidPipe) id: PatientId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.form(request, id, { status: 200, form: { values: {}, problems: [] } });
  }

  @Get('statement.pdf')
  @AuditRead('statement')
  async statement(
    @Param('id', UuidPipe) patientId: PatientId,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const values = readPostedForm(query);
    const typed = new FormReader(values);
    const from = typed.date('from', { needed: 'Enter the first day.' });
    const to = typed.date('to', { needed: 'Enter the last day.' });
    if (!from || !to) return this.form(request, patientId, { status: 422, form: typed.state });
    try {
      const { bytes, fileName } = await this.statements.execute({ patientId, from, to });
      return pdf(bytes, fileName);
    } catch (error) {
      return this.form(request, patientId, refusalOf(error, values));
    }
  }

  @Get('hsa-fsa-pack.pdf')
  @AuditRead('hsa_fsa_pack')
  async pack(
    @Param('id', UuidPipe) patientId: PatientId,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const values = readPostedForm(query);
    const typed = new FormReader(values);
    const year = typed.wholeNumber('year', { min: 2000, max: 9999 });
    if (year === undefined) typed.reject('year', 'Choose a year.');
    if (year === undefined) return this.form(request, patientId, { status: 422, form: typed.state });
    try {
      const { bytes, fileName } = await this.packs.execute({ patientId, year });
      return pdf(bytes, fileName);
    } catch (error) {
      return this.form(request, patientId, refusalOf(error, values));
    }
  }

  /** The forms, with the last 90 days and this year unless something else was typed. */
  private async form(request: FastifyRequest, id: PatientId, { status, form }: Refusal): Promise<PageAnswer> {
    const [patient, today] = await Promise.all([this.patients.get(id), this.clinics.today()]);
    const usual = { from: today.subtract({ days: STATEMENT_DAYS }).toString(), to: today.toString() };
    const props = {
      shell: await this.shell.of(request),
      patient: toPatientHead(patient),
      years: Array.from({ length: YEARS_BACK + 1 }, (_, back) => today.year - back),
      form: { ...form, values: { ...usual, ...form.values } },
    };
    return page(PapersPage, props, { status });
  }
}
