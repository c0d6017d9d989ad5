import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Clock } from '../../kernel/clock';
import type { PatientId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { RecordSelfPayElection } from '../../modules/coverage/record-self-pay-election';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM } from '../forms/form-state';
import { timeValue } from '../forms/moment';
import { type Refusal, refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { CoverageDesk } from './coverage-desk';
import { coverageFieldOf, readElection } from './coverage-forms';
import { NewElectionPage } from './coverage-forms.page';

/** /patients/:id/self-pay-elections: the wish to pay in full and keep the plan uninformed. */
@PageController('patients/:id/self-pay-elections')
@Permit('coverage.write')
export class ElectionsController {
  constructor(
    private readonly desk: CoverageDesk,
    private readonly record: RecordSelfPayElection,
    private readonly clock: Clock,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get('new')
  @AuditRead('patient')
  form(@Param('id', UuidPipe) id: PatientId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.page(request, id, { status: 200, form: EMPTY_FORM });
  }

  @Post()
  async create(
    @Param('id', UuidPipe) id: PatientId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const { timeZone } = await this.desk.offer(id);
    const typed = new FormReader(values);
    const input = readElection(typed, { patientId: id, timeZone });
    if (!input) return this.page(request, id, { status: 422, form: typed.state });
    try {
      return await this.once.run({ route: 'POST /patients/:id/self-pay-elections', about: id, values }, async () => {
        await this.record.execute(input);
        return `/patients/${id}/coverage#elections`;
      });
    } catch (error) {
      return this.page(request, id, refusalOf(error, values, coverageFieldOf));
    }
  }

  /** Signed now, unless something else was typed. */
  private async page(request: FastifyRequest, id: PatientId, { status, form }: Refusal): Promise<PageAnswer> {
    const { patient, services, today, timeZone } = await this.desk.offer(id);
    const now = { signedOn: today.toString(), signedTime: timeValue(this.clock.now(), timeZone) };
    const props = {
      shell: await this.shell.of(request),
      patient,
      services,
      form: { ...form, values: { ...now, ...form.values } },
      idempotencyKey: this.once.keyOf(form.values),
    };
    return page(NewElectionPage, props, { status });
  }
}
