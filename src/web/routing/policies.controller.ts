import { Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Permit } from '../../modules/access/permit';
import { RoutingPolicies } from '../../modules/coverage/routing-policies';
import { SetPayerPolicy } from '../../modules/coverage/set-payer-policy';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM, type FormState } from '../forms/form-state';
import { refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { PoliciesPage } from './policies.page';
import { readClinicPolicy, readPayerPolicy } from './policy-forms';
import { RoutingDesk } from './routing-desk';

const PATH = '/claims/routing/policies';

interface Forms {
  readonly status: number;
  readonly payerForm?: FormState;
  readonly clinicForm?: FormState;
}

/** /claims/routing/policies: what payers and the clinic decide about services. */
@PageController('claims/routing/policies')
export class PolicyPagesController {
  constructor(
    private readonly desk: RoutingDesk,
    private readonly payers: SetPayerPolicy,
    private readonly policies: RoutingPolicies,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get()
  @Permit('coverage.read')
  show(@Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.page(request, { status: 200 });
  }

  @Post('payers')
  @Permit('settings.manage')
  async forPayer(@Req() request: FastifyRequest, @PostedForm() values: FormValues): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const input = readPayerPolicy(typed);
    if (!input) return this.page(request, { status: 422, payerForm: typed.state });
    try {
      return await this.once.run({ route: `POST ${PATH}/payers`, values }, async () => {
        await this.payers.execute(input);
        return `${PATH}#payers`;
      });
    } catch (error) {
      const { status, form } = refusalOf(error, values);
      return this.page(request, { status, payerForm: form });
    }
  }

  @Post('clinic')
  @Permit('settings.manage')
  async forClinic(@Req() request: FastifyRequest, @PostedForm() values: FormValues): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const input = readClinicPolicy(typed);
    if (!input) return this.page(request, { status: 422, clinicForm: typed.state });
    try {
      return await this.once.run({ route: `POST ${PATH}/clinic`, values }, async () => {
        await this.policies.setForClinic(input);
        return `${PATH}#clinic`;
      });
    } catch (error) {
      const { status, form } = refusalOf(error, values);
      return this.page(request, { status, clinicForm: form });
    }
  }

  private async page(
    request: FastifyRequest,
    { status, payerForm = EMPTY_FORM, clinicForm = EMPTY_FORM }: Forms,
  ): Promise<PageAnswer> {
    const shown = await this.desk.all();
    const idempotencyKey = this.once.keyOf({ ...clinicForm.values, ...payerForm.values });
    const shell = await this.shell.of(request);
    return page(PoliciesPage, { ...shown, shell, idempotencyKey, payerForm, clinicForm }, { status });
  }
}
