import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { ClaimId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { VisitsReader } from '../../modules/charges/visits.reader';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { agreedServices, readAgreement } from './claim-deed-forms';
import { ClaimDeeds } from './claim-deeds';
import { BillPatientPage } from './claim-deeds.page';
import { ClaimDesk } from './claim-desk';

/** /claims/:id/self-pay: the patient pays what the plan does not cover, by their signed agreement. */
@PageController('claims/:id/self-pay')
@Permit('claims.work')
export class BillPatientController {
  constructor(
    private readonly desk: ClaimDesk,
    private readonly visits: VisitsReader,
    private readonly deeds: ClaimDeeds,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get()
  @AuditRead('claim')
  form(@Param('id', UuidPipe) id: ClaimId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.page(request, id, { status: 200, form: EMPTY_FORM });
  }

  @Post()
  async bill(
    @Param('id', UuidPipe) claimId: ClaimId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const { view, timeZone } = await this.desk.about(claimId);
    const typed = new FormReader(values);
    const input = readAgreement(typed, { claimId, visit: await this.visits.get(view.visitId), timeZone });
    if (!input) return this.page(request, claimId, { status: 422, form: typed.state });
    try {
      const post = { route: 'POST /claims/:id/self-pay', about: claimId, values };
      return await this.once.run(post, () => this.deeds.billPatient(input));
    } catch (error) {
      return this.page(request, claimId, refusalOf(error, values));
    }
  }

  private async page(request: FastifyRequest, id: ClaimId, { status, form }: Refusal): Promise<PageAnswer> {
    const { view, claim, patient } = await this.desk.about(id);
    const services = agreedServices(await this.visits.get(view.visitId));
    const idempotencyKey = this.once.keyOf(form.values);
    const shell = await this.shell.of(request);
    return page(BillPatientPage, { shell, claim, patient, services, form, idempotencyKey }, { status });
  }
}
