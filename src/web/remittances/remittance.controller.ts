import { Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { RemittanceId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { MatchPayerDeposit } from '../../modules/claims/match-payer-deposit';
import { UnpostRemittance } from '../../modules/claims/unpost-remittance';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { shortText } from '../forms/short-text';
import { FormOnce } from '../http/form-once';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { REMITTANCE_WORDS } from './remittance-words';
import { RemittancePagesDesk } from './remittance-desk';
import { RemittancePage } from './remittance.page';
import { TakeBackPage } from './take-back.page';

const FRESH: Refusal = { status: 200, form: EMPTY_FORM };
const BANK_REFERENCE_LENGTH = 100;

interface Posted {
  readonly id: RemittanceId;
  readonly request: FastifyRequest;
}

/** /remittances/:id: one payment advice, its money at the bank, and taking it back. */
@PageController('remittances/:id')
export class RemittancePageController {
  constructor(
    private readonly desk: RemittancePagesDesk,
    private readonly match: MatchPayerDeposit,
    private readonly unpost: UnpostRemittance,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get()
  @Permit('claims.read')
  @AuditRead('remittance')
  show(
    @Param('id', UuidPipe) id: RemittanceId,
    @Req() request: FastifyRequest,
    @Query('again') again: unknown,
  ): Promise<PageAnswer> {
    return this.page({ id, request }, FRESH, again === 'yes');
  }

  @Post('deposit')
  @Permit('remittances.post')
  async deposit(
    @Param('id', UuidPipe) id: RemittanceId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const { traceNumber, payment: amount } = await this.desk.one(id);
    const typed = new FormReader(values);
    const receivedOn = typed.date('receivedOn', { needed: 'Enter the day the bank had it.' });
    const bankReference = shortText(typed, 'bankReference', {
      max: BANK_REFERENCE_LENGTH,
      needed: 'Enter the bank’s own number of it.',
    });
    if (!receivedOn || !bankReference) return this.page({ id, request }, { status: 422, form: typed.state });
    try {
      return await this.once.run({ route: 'POST /remittances/:id/deposit', about: id, values }, async () => {
        await this.match.execute({ traceNumber, amount, receivedOn, bankReference });
        return `/remittances/${id}#bank`;
      });
    } catch (error) {
      return this.page({ id, request }, refusalOf(error, values));
    }
  }

  @Get('take-back')
  @Permit('remittances.post')
  @AuditRead('remittance')
  showTakeBack(@Param('id', UuidPipe) id: RemittanceId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.takeBackPage({ id, request }, FRESH);
  }

  @Post('take-back')
  @Permit('remittances.post')
  async takeBack(
    @Param('id', UuidPipe) id: RemittanceId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const reason = shortText(typed, 'reason', { needed: 'Say in a few words why.' });
    if (!reason) return this.takeBackPage({ id, request }, { status: 422, form: typed.state });
    try {
      return await this.once.run({ route: 'POST /remittances/:id/take-back', about: id, values }, async () => {
        await this.unpost.execute({ id, reason });
        return `/remittances/${id}`;
      });
    } catch (error) {
      return this.takeBackPage({ id, request }, refusalOf(error, values));
    }
  }

  private async page({ id, request }: Posted, { status, form }: Refusal, isRepeat = false): Promise<PageAnswer> {
    const remittance = await this.desk.one(id);
    const idempotencyKey = this.once.keyOf(form.values);
    const shell = await this.shell.of(request);
    return page(RemittancePage, { ...remittance, shell, idempotencyKey, isRepeat, form }, { status });
  }

  private async takeBackPage({ id, request }: Posted, { status, form }: Refusal): Promise<PageAnswer> {
    const { traceNumber, payment, state } = await this.desk.one(id);
    const isBooked = state === REMITTANCE_WORDS.posted;
    const idempotencyKey = this.once.keyOf(form.values);
    const shell = await this.shell.of(request);
    return page(TakeBackPage, { shell, idempotencyKey, id, traceNumber, payment, isBooked, form }, { status });
  }
}
