import { Get, Param, Post, Query, UseGuards } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';
import { DomainError } from '../../kernel/errors';
import { type InvoiceId, isUuid, type PatientId, type PaymentId } from '../../kernel/ids';
import { Public } from '../../modules/access/permit';
import { StartCheckout } from '../../modules/payments/start-checkout';
import { FormReader } from '../forms/form-reader';
import { type Refusal, refusalOf } from '../forms/refusal';
import { goTo, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { type FormValues, PostedForm } from '../http/posted-form';
import { PayLinkBills } from './pay-link-bills';
import { PayLinkDoor } from './pay-link-door';
import { PayLinkOutcomes } from './pay-link-outcomes';
import { PayLinkPages } from './pay-link-pages';
import { amountField } from './pay-link-fields';

/**
 * /pay/:token: the patient's page. The token is the only key: everything shown is of the patient it belongs to. Calls are
 * counted per address, so that nobody tries tokens by the thousand.
 */
@PageController('pay/:token')
@UseGuards(ThrottlerGuard)
export class PayLinkController {
  constructor(
    private readonly door: PayLinkDoor,
    private readonly bills: PayLinkBills,
    private readonly outcomes: PayLinkOutcomes,
    private readonly checkout: StartCheckout,
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

  /** Opens the card page for a bill of this patient. The amount is checked again by the use case. */
  @Post()
  @Public()
  async pay(@Param('token') token: string, @PostedForm() values: FormValues): Promise<PageAnswer> {
    const { patientId } = await this.door.enter(token);
    const bill = (await this.bills.of(patientId)).find(({ invoiceId }) => invoiceId === values['invoiceId']);
    if (!bill) return goTo(`/pay/${token}`);
    const field = amountField(bill.invoiceId);
    const typed = new FormReader(values);
    const amount = typed.money(field);
    if (amount && !amount.isPositive()) typed.reject(field, 'Write an amount above zero.');
    if (!typed.isRight) return this.again(token, patientId, { status: 422, form: typed.state });
    try {
      const tenderKind = values['tender'] === 'hsa_fsa' ? 'hsa_fsa' : 'card';
      const { url } = await this.checkout.execute({ invoiceId: bill.invoiceId as InvoiceId, tenderKind, amount });
      return goTo(url);
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
