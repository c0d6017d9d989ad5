import { Get, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { PatientId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Authorize } from '../../modules/access/authorize';
import { Permit } from '../../modules/access/permit';
import { PatientsReader } from '../../modules/patients/patients.reader';
import { isPlainText } from '../../platform/http/fields';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { ReadTrail } from '../http/read-trail';
import { FindPatientsPage } from './find-patients.page';
import { PatientBilling } from './patient-billing';
import { toPatientHead } from './patient-heads';
import { PatientLook } from './patient-look';
import { PatientPage } from './patient.page';

const LONGEST_QUERY = 200;

/** /patients: finding somebody, and everything about their money. */
@PageController('patients')
export class PatientsController {
  constructor(
    private readonly patients: PatientsReader,
    private readonly billing: PatientBilling,
    private readonly authorize: Authorize,
    private readonly shell: PageShell,
    private readonly trail: ReadTrail,
    private readonly look: PatientLook,
  ) {}

  @Get()
  @Permit('patients.read')
  async find(
    @Req() request: FastifyRequest,
    @Query('query') typed: unknown,
    @Query('cursor') cursor: unknown,
  ): Promise<PageAnswer> {
    const query = isPlainText(typed) ? String(typed).slice(0, LONGEST_QUERY) : '';
    const from = typeof cursor === 'string' && cursor !== '' ? cursor : undefined;
    const found = await this.patients.search({ query, cursor: from });
    await this.trail.list('patient', found.data.length);
    return page(FindPatientsPage, {
      shell: await this.shell.of(request),
      query,
      patients: found.data.map((patient) => ({
        ...toPatientHead(patient),
        contact: patient.phone ?? patient.email ?? undefined,
      })),
      nextHref: found.nextCursor
        ? `/patients?${new URLSearchParams({ query, cursor: found.nextCursor }).toString()}`
        : undefined,
      mayRegister: this.authorize.may('patients.write'),
      mayCharge: this.authorize.may('visits.post'),
    });
  }

  @Get(':id')
  @Permit('patients.read')
  @AuditRead('patient')
  async show(@Param('id', UuidPipe) id: PatientId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    const cards = await this.look.at(id);
    const billing = await this.billing.of(id);
    const shell = await this.shell.of(request);
    return page(PatientPage, {
      ...billing,
      ...cards,
      shell,
      mayCharge: this.authorize.may('visits.post'),
      mayIssueDocuments: this.authorize.may('documents.issue'),
      mayTakeDeposit: this.authorize.may('deposits.take'),
      mayApplyCredit: this.authorize.may('payments.take'),
    });
  }
}
