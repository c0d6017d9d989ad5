import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { PatientId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { TakeDeposit } from '../../modules/payments/take-deposit';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { readTenders, tenderFieldOf } from '../pay-invoice/payment-form';
import { DEPOSIT_TENDERS } from '../pay-invoice/tenders';
import { CreditDesk } from './credit-desk';
import { DepositPage, PURPOSES } from './deposit.page';

/** /patients/:id/deposits: money taken before there is a charge. */
@PageController('patients/:id/deposits')
@Permit('deposits.take')
export class DepositsController {
  constructor(
    private readonly desk: CreditDesk,
    private readonly takeDeposit: TakeDeposit,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get('new')
  @AuditRead('patient')
  show(@Param('id', UuidPipe) id: PatientId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.form(request, id, { status: 200, form: EMPTY_FORM });
  }

  @Post('new')
  async take(
    @Param('id', UuidPipe) id: PatientId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const purpose = PURPOSES.find(({ value }) => value === values['purpose'])?.value;
    if (!purpose) typed.reject('purpose', 'Choose what the money is for.');
    const choices = DEPOSIT_TENDERS.map((type) => ({ type }));
    const tenders = readTenders(typed, choices);
    if (!tenders || !purpose) return this.form(request, id, { status: 422, form: typed.state });
    try {
      return await this.once.run({ route: 'POST /patients/:id/deposits', about: id, values }, async () => {
        const paymentId = await this.takeDeposit.execute({ patientId: id, purpose, tenders });
        return `/payments/${paymentId}`;
      });
    } catch (error) {
      return this.form(
        request,
        id,
        refusalOf(error, values, (pointer) => tenderFieldOf(pointer, tenders)),
      );
    }
  }

  private async form(request: FastifyRequest, id: PatientId, { status, form }: Refusal): Promise<PageAnswer> {
    const choices = await this.desk.forDeposit(id);
    const idempotencyKey = this.once.keyOf(form.values);
    return page(DepositPage, { ...choices, shell: await this.shell.of(request), idempotencyKey, form }, { status });
  }
}
