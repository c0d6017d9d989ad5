import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { PatientId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { AddAuthorization } from '../../modules/coverage/add-authorization';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { CoverageDesk } from './coverage-desk';
import { coverageFieldOf, readAuthorization } from './coverage-forms';
import { NewAuthorizationPage } from './coverage-forms.page';

/** /patients/:id/authorizations: writing one down. */
@PageController('patients/:id/authorizations')
@Permit('authorizations.write')
export class AuthorizationsController {
  constructor(
    private readonly desk: CoverageDesk,
    private readonly add: AddAuthorization,
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
    const typed = new FormReader(values);
    const input = readAuthorization(typed, id);
    if (!input) return this.page(request, id, { status: 422, form: typed.state });
    try {
      return await this.once.run({ route: 'POST /patients/:id/authorizations', about: id, values }, async () => {
        await this.add.execute(input);
        return `/patients/${id}/coverage#authorizations`;
      });
    } catch (error) {
      return this.page(request, id, refusalOf(error, values, coverageFieldOf));
    }
  }

  private async page(request: FastifyRequest, id: PatientId, { status, form }: Refusal): Promise<PageAnswer> {
    const { patient, plans } = await this.desk.offer(id);
    const idempotencyKey = this.once.keyOf(form.values);
    const shell = await this.shell.of(request);
    return page(NewAuthorizationPage, { shell, patient, plans, form, idempotencyKey }, { status });
  }
}
