import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { InvoiceId, PatientId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { PayLinks } from '../../modules/payments/pay-links';
import { TakePayment } from '../../modules/payments/take-payment';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { carriedOn, type FormValues, PostedForm } from '../http/posted-form';
import { PayInvoicePage } from './pay-invoice.page';
import { type BillToPay, PaymentDesk } from './payment-desk';
import { assertWouldBeTaken, changeOf, type DeskTenderInput, readTenders, tenderFieldOf } from './payment-form';
import { PaymentLinkPage } from './payment-link.page';
import { ReviewPaymentPage } from './review-payment.page';
import { cardsNamedIn, DESK_TENDERS, type TenderChoice } from './tenders';

/** /invoices/:id/pay: taking money at the desk, in a form, a review and the deed. */
@PageController('invoices/:id')
export class PayInvoiceController {
  constructor(
    private readonly desk: PaymentDesk,
    private readonly takePayment: TakePayment,
    private readonly payLinks: PayLinks,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get('pay')
  @Permit('payments.take')
  @AuditRead('invoice')
  async show(@Param('id', UuidPipe) id: InvoiceId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    const open = await this.desk.billToPay(id);
    if (!open.bill.balance.isPositive()) return goTo(`/patients/${open.bill.patient.id}`);
    return this.form(request, open, { status: 200, form: EMPTY_FORM });
  }

  /** Back from the review with everything still typed. */
  @Post('pay/edit')
  @Permit('payments.take')
  async edit(
    @Param('id', UuidPipe) id: InvoiceId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    return this.form(request, await this.desk.billToPay(id), { status: 200, form: { values, problems: [] } });
  }

  /** Loading a step anew begins again. */
  @Get(['pay/review', 'pay/edit', 'pay-link'])
  @Permit('payments.take')
  again(@Param('id', UuidPipe) id: InvoiceId): PageAnswer {
    return goTo(`/invoices/${id}/pay`);
  }

  @Post('pay/review')
  @Permit('payments.take')
  async review(
    @Param('id', UuidPipe) id: InvoiceId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const open = await this.desk.billToPay(id);
    return this.withTenders({ request, open, values, choices: open.tenders }, async (tenders) => {
      const cards = open.tenders.flatMap(({ card }) => card ?? []);
      assertWouldBeTaken(tenders, open.invoice, cards);
      const total = Money.sum(tenders.map((tender) => tender.amount));
      return page(ReviewPaymentPage, {
        shell: await this.shell.of(request),
        idempotencyKey: this.once.makeKey(),
        bill: open.bill,
        tenders: tenders.map((tender) => ({
          ...tender,
          cardName: cards.find(({ id: cardId }) => cardId === tender.paymentMethodId)?.name,
        })),
        total,
        left: open.bill.balance.minus(total),
        change: changeOf(tenders),
        posted: carriedOn(values),
      });
    });
  }

  @Post('pay')
  @Permit('payments.take')
  async pay(
    @Param('id', UuidPipe) id: InvoiceId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const open = await this.desk.billToPay(id);
    // Every tender, without limits: a repeat must read as the same payment although the balance is gone by then.
    const choices = [...DESK_TENDERS.map((type) => ({ type })), ...cardsNamedIn(values)];
    return this.withTenders({ request, open, values, choices }, (tenders) =>
      this.once.run({ route: 'POST /invoices/:id/pay', about: id, values }, async () => {
        const payment = await this.takePayment.execute({ invoiceId: id, tenders });
        return `/payments/${payment.id}`;
      }),
    );
  }

  @Post('pay-link')
  @Permit('pay_links.manage')
  async link(@Param('id', UuidPipe) id: InvoiceId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    const { bill } = await this.desk.billToPay(id);
    const { url } = await this.payLinks.ensure(bill.patient.id as PatientId);
    const props = { shell: await this.shell.of(request), patient: bill.patient, invoiceId: id, url };
    return page(PaymentLinkPage, { ...props, amount: bill.balance });
  }

  /** Reads the tenders; what is wrong with them, typed or refused, brings the form back. */
  private async withTenders(post: PaymentPost, work: (tenders: DeskTenderInput[]) => Promise<PageAnswer>) {
    const { request, open, values, choices } = post;
    const typed = new FormReader(values);
    const tenders = readTenders(typed, choices);
    if (!tenders) return this.form(request, open, { status: 422, form: typed.state });
    try {
      return await work(tenders);
    } catch (error) {
      const refusal = refusalOf(error, values, (pointer) => tenderFieldOf(pointer, tenders));
      return this.form(request, open, refusal);
    }
  }

  private async form(request: FastifyRequest, open: BillToPay, { status, form }: Refusal): Promise<PageAnswer> {
    const { bill, tenders, underWay } = open;
    return page(PayInvoicePage, { shell: await this.shell.of(request), bill, tenders, underWay, form }, { status });
  }
}

interface PaymentPost {
  readonly request: FastifyRequest;
  readonly open: BillToPay;
  readonly values: FormValues;
  /** The tenders to read from the form. */
  readonly choices: readonly TenderChoice[];
}
