import { Get, Param, Post, Query, UseGuards } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';
import { DomainError } from '../../kernel/errors';
import { isUuid, type PatientId, type PaymentId } from '../../kernel/ids';
import { Public } from '../../modules/access/permit';
import { FormReader } from '../forms/form-reader';
import { type Refusal, refusalOf } from '../forms/refusal';
import { goTo, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { type FormValues, PostedForm } from '../http/posted-form';
import { PayLinkCheckouts } from './pay-link-checkouts';
import { PayLinkDoor } from './pay-link-door';
import { PayLinkOutcomes } from './pay-link-outcomes';
import { PayLinkPages } from './pay-link-pages';

/**
 * /pay/:token: the patient's page. The token is the only key: everything shown is of the patient it belongs to. Calls are
 * counted per address, so that nobody tries tokens by the thousand.
 */
@PageController('pay/:token')
@UseGuards(ThrottlerGuard)
export class PayLinkController {
  constructor(
    private readonly door: PayLinkDoor,
    private readonly outcomes: PayLinkOutcomes,
    private readonly checkouts: PayLinkCheckouts,
    private readonly pages: PayLinkPages,
  ) {}

  @Get()
  @Public()
  async show(@Param('token') token: string, @Query('payment') payment: unknown): Promise<PageAnswer> {
    const { patientId } = await this.door.enter(token);
    // What is not known yet is asked about before the page says what is due.
    await this.outcomes.ask(patientId);
    const outcome = isUuid(payment) ? await this.outcomes.of(patientId, payment as PaymentId) : undefined;
    return this.pages.of({ patientId, action: `/pay/${token}`, outcome }, 200);
  }

  /** Opens the card page for a bill or a plan of this patient. The amount is checked again by the use case. */
  @Post()
  @Public()
  async pay(@Param('token') token: string, @PostedForm() values: FormValues): Promise<PageAnswer> {
    const { patientId } = await this.door.enter(token);
    const target = await this.checkouts.of(patientId, values);
    if (!target) return goTo(`/pay/${token}`);
    const { field } = target;
    const typed = new FormReader(values);
    const amount = typed.money(field);
    if (amount && !amount.isPositive()) typed.reject(field, 'Write an amount above zero.');
    if (!typed.isRight) return this.again(token, patientId, { status: 422, form: typed.state });
    try {
      return goTo((await target.open(amount)).url);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'checkout_unavailable')
        return this.again(token, patientId, CARD_PAGE_DOWN);
      return this.again(
        token,
        patientId,
        refusalOf(error, values, () => field),
      );
    }
  }

  private again(token: string, patientId: PatientId, { status, form }: Refusal): Promise<PageAnswer> {
    return this.pages.of({ patientId, action: `/pay/${token}`, form }, status);
  }
}

const CARD_PAGE_DOWN: Refusal = {
  status: 503,
  form: {
    values: {},
    problems: [],
    detail: 'The card page cannot be reached just now. Nothing was taken; please try again in a few minutes.',
  },
};
