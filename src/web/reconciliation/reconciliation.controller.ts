import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AuditRead } from '../../modules/access/audit-read';
import { Authorize } from '../../modules/access/authorize';
import { Permit } from '../../modules/access/permit';
import { RunReconciliation } from '../../modules/reconciliation/run-reconciliation';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { DepositSlipPage } from './deposit.page';
import { PayoutPage } from './payout.page';
import { ReconciliationDesk } from './reconciliation-desk';
import { ReconciliationPage } from './reconciliation.page';

/** /reconciliation: processor, books and bank. Comparing twice finds the same: no key is needed. */
@PageController('reconciliation')
export class ReconciliationController {
  constructor(
    private readonly desk: ReconciliationDesk,
    private readonly compare: RunReconciliation,
    private readonly authorize: Authorize,
    private readonly shell: PageShell,
  ) {}

  @Get()
  @Permit('reconciliation.read')
  show(@Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.overview(request, { status: 200, form: EMPTY_FORM });
  }

  @Post()
  @Permit('reconciliation.work')
  async run(@Req() request: FastifyRequest, @PostedForm() values: FormValues): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const period = { from: typed.date('from'), to: typed.date('to') };
    if (!typed.isRight) return this.overview(request, { status: 422, form: typed.state });
    try {
      await this.compare.execute(period);
    } catch (error) {
      return this.overview(request, refusalOf(error, values));
    }
    return goTo('/reconciliation#differences');
  }

  @Get('payouts/:id')
  @Permit('reconciliation.read')
  @AuditRead('payout')
  async payout(@Param('id', UuidPipe) id: string, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return page(PayoutPage, { ...(await this.desk.payout(id)), shell: await this.shell.of(request) });
  }

  @Get('deposits/:id')
  @Permit('reconciliation.read')
  @AuditRead('bank_deposit')
  async deposit(@Param('id', UuidPipe) id: string, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return page(DepositSlipPage, { ...(await this.desk.deposit(id)), shell: await this.shell.of(request) });
  }

  private async overview(request: FastifyRequest, { status, form }: Refusal): Promise<PageAnswer> {
    const mayWork = this.authorize.may('reconciliation.work');
    const props = { ...(await this.desk.overview()), shell: await this.shell.of(request), mayWork, form };
    return page(ReconciliationPage, props, { status });
  }
}
