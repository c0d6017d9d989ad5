import { Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { PaymentId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Authorize } from '../../modules/access/authorize';
import { Permit } from '../../modules/access/permit';
import { RecordUnclaimedLetter } from '../../modules/payments/record-unclaimed-letter';
import { RequestUnclaimedTransfer } from '../../modules/payments/request-unclaimed-transfer';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { textOf } from '../http/query-text';
import { UnclaimedDesk } from './unclaimed-desk';
import { sentOnField, UnclaimedPage } from './unclaimed.page';

/** /unclaimed: credits nobody has claimed. */
@PageController('unclaimed')
export class UnclaimedController {
  constructor(
    private readonly desk: UnclaimedDesk,
    private readonly letters: RecordUnclaimedLetter,
    private readonly transfers: RequestUnclaimedTransfer,
    private readonly authorize: Authorize,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get()
  @Permit('reconciliation.read')
  @AuditRead('unclaimed_credit')
  list(@Req() request: FastifyRequest, @Query('cursor') cursor: unknown): Promise<PageAnswer> {
    return this.show(request, { status: 200, form: EMPTY_FORM }, textOf(cursor));
  }

  /** The same letter twice is one: no key is needed. */
  @Post(':id/letter')
  @Permit('reconciliation.work')
  async letter(
    @Param('id', UuidPipe) id: PaymentId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const sentOn = typed.date(sentOnField(id), { needed: 'Enter the day the letter was sent.' });
    if (!sentOn) return this.show(request, { status: 422, form: typed.state });
    try {
      await this.letters.execute({ paymentId: id, sentOn });
    } catch (error) {
      return this.show(request, refusalOf(error, values));
    }
    return goTo(`/unclaimed#credit-${id}`);
  }

  @Post(':id/move')
  @Permit('reconciliation.work')
  async move(
    @Param('id', UuidPipe) id: PaymentId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    try {
      return await this.once.run({ route: 'POST /unclaimed/:id/move', about: id, values }, async () => {
        await this.transfers.execute(id);
        return `/unclaimed#credit-${id}`;
      });
    } catch (error) {
      return this.show(request, refusalOf(error, values));
    }
  }

  private async show(request: FastifyRequest, { status, form }: Refusal, cursor?: string): Promise<PageAnswer> {
    const list = await this.desk.list(cursor);
    const shell = await this.shell.of(request);
    const mayWork = this.authorize.may('reconciliation.work');
    return page(UnclaimedPage, { ...list, shell, idempotencyKey: this.once.makeKey(), mayWork, form }, { status });
  }
}
