import { Get, Param, Post, Query } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import { type InvoiceId, isUuid, type PaymentId } from '../../kernel/ids';
import { Public } from '../../modules/access/permit';
import { type PayLinkHolder, payLinkPrincipal, PayLinks } from '../../modules/payments/pay-links';
import { StartCheckout } from '../../modules/payments/start-checkout';
import { RequestContext } from '../../platform/context/request-context';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { goTo, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { type FormValues, PostedForm } from '../http/posted-form';
import { ReadTrail } from '../http/read-trail';
import { PayLinkVisit } from './pay-link-visit';
import { amountField, type PaymentOutcome } from './pay-link.page';
import { PayLinkPages } from './pay-link-pages';

/**
 * /pay/:token: the patient's page. The token is the only key: every read below is of the patient it belongs to, as a
 * visitor who may nothing else.
 */
@PageController('pay/:token')
export class PayLinkController {
  constructor(
    private readonly links: PayLinks,
    private readonly context: RequestContext,
    private readonly visit: PayLinkVisit,
    private readonly checkout: StartCheckout,
    private readonly pages: PayLinkPages,
    private readonly trail: ReadTrail,
  ) {}

  @Get()
  @Public()
  async show(@Param('token') token: string, @Query('payment') payment: unknown): Promise<PageAnswer> {
    const holder = await this.enter(token);
    const outcome = isUuid(payment) ? await this.visit.outcome(holder.patientId, payment as PaymentId) : undefined;
    await this.trail.read('pay_link', holder.linkId);
    return this.page({ holder, token, outcome }, { status: 200, form: EMPTY_FORM });
  }

  /** Opens the card page for a bill of this patient. The amount and the bill are checked again by the use case. */
  @Post()
  @Public()
  async pay(@Param('token') token: string, @PostedForm() values: FormValues): Promise<PageAnswer> {
    const holder = await this.enter(token);
    const bills = await this.visit.bills(holder.patientId);
    const bill = bills.find(({ invoiceId }) => invoiceId === values['invoiceId']);
    if (!bill) return goTo(`/pay/${token}`);
    const field = amountField(bill.invoiceId);
    const typed = new FormReader(values);
    const amount = typed.money(field);
    if (amount && !amount.isPositive()) typed.reject(field, 'Write an amount above zero.');
    if (!typed.isRight) return this.page({ holder, token }, { status: 422, form: typed.state });
    try {
      const tenderKind = values['tender'] === 'hsa_fsa' ? 'hsa_fsa' : 'card';
      const { url } = await this.checkout.execute({ invoiceId: bill.invoiceId as InvoiceId, tenderKind, amount });
      return goTo(url);
    } catch (error) {
      if (isOutage(error)) return this.page({ holder, token }, CARD_PAGE_DOWN);
      return this.page(
        { holder, token },
        refusalOf(error, values, () => field),
      );
    }
  }

  /** Acts as the holder of the link from here on. Errors: `pay_link_unknown`. */
  private async enter(token: string): Promise<PayLinkHolder> {
    const holder = await this.links.resolve(token);
    this.context.become(payLinkPrincipal(holder));
    return holder;
  }

  private async page(shown: Shown, { status, form }: Refusal): Promise<PageAnswer> {
    const { holder, token, outcome } = shown;
    const bills = outcome?.kind === 'confirming' ? [] : await this.visit.bills(holder.patientId);
    return this.pages.of({ patientId: holder.patientId, action: `/pay/${token}`, outcome, bills, form }, status);
  }
}

interface Shown {
  readonly holder: PayLinkHolder;
  readonly token: string;
  readonly outcome?: PaymentOutcome;
}

const CARD_PAGE_DOWN: Refusal = {
  status: 503,
  form: {
    values: {},
    problems: [],
    detail: 'The card page cannot be reached just now. Nothing was taken; please try again in a few minutes.',
  },
};

const isOutage = (error: unknown): boolean => error instanceof DomainError && error.code === 'checkout_unavailable';
