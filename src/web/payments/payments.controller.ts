import { Get, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isPaymentInFlight } from '../../domain/payments/payment-state';
import type { PaymentId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { AskAboutPayments } from '../../modules/payments/ask-about-payments';
import { PaymentDetailReader } from '../../modules/payments/payment-detail.reader';
import type { PaymentDetailView } from '../../modules/payments/payment-detail.view';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { DeskPatient } from '../patients/desk-patient';
import { GivingBack } from './giving-back';
import { PaymentFacts } from './payment-facts';
import { PaymentPage } from './payment.page';

/** /payments/:id */
@PageController('payments')
export class PaymentsController {
  constructor(
    private readonly payments: PaymentDetailReader,
    private readonly asking: AskAboutPayments,
    private readonly facts: PaymentFacts,
    private readonly people: DeskPatient,
    private readonly givingBack: GivingBack,
    private readonly shell: PageShell,
  ) {}

  @Get(':id')
  @Permit('payments.read')
  @AuditRead('payment')
  async show(@Param('id', UuidPipe) id: PaymentId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    const payment = await this.settled(await this.payments.get(id));
    const { visitId, superbillVisitId, ...facts } = await this.facts.of(payment);
    const { patient, timeZone, mayIssueDocuments } = await this.people.of(payment.patientId);
    const superbill =
      superbillVisitId && mayIssueDocuments ? { patientId: payment.patientId, visitId: superbillVisitId } : undefined;
    const dayHref = patient && visitId ? `/#visit-${visitId}` : undefined;
    const ways = await this.givingBack.of(payment);
    const shell = await this.shell.of(request);
    return page(PaymentPage, { ...facts, ...ways, shell, patient, timeZone, superbill, dayHref });
  }

  /** A card payment still under way is asked about; a processor that does not answer leaves it as it is. */
  private async settled(payment: PaymentDetailView): Promise<PaymentDetailView> {
    if (!isPaymentInFlight(payment.status)) return payment;
    await this.asking.one(payment.id);
    return this.payments.get(payment.id);
  }
}
