import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { InvoiceId, PatientId, PaymentId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { Answers } from '../../../platform/http/answers';
import { MoneyRoute } from '../../../platform/http/money-route';
import { type Page, PageQuery } from '../../../platform/http/pagination';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { ApplyCredit } from '../apply-credit';
import { AppliedCreditView, DepositView } from '../deposit.view';
import { DepositsReader } from '../deposits.reader';
import { TakeDeposit } from '../take-deposit';
import { TenderDto } from '../tender.dto';
import { ApplyCreditDto, TakeDepositDto } from './credits.dto';

/** Money held for a patient: taken before any charge, and applied when care was given. */
@ApiTags('credits')
@Controller('v1/patients/:id')
export class CreditsController {
  constructor(
    private readonly take: TakeDeposit,
    private readonly applying: ApplyCredit,
    private readonly deposits: DepositsReader,
  ) {}

  @Post('deposits')
  @Permit('deposits.take')
  @MoneyRoute()
  @Answers({
    status: 201,
    type: DepositView,
    description: 'Take money before any charge: unearned until care is given. Give it back by refunding the payment.',
    problems: [
      'idempotency_key_missing',
      'idempotency_key_invalid',
      'patient_unknown',
      'hsa_fsa_not_eligible',
      'tender_reference_required',
      'tender_reference_taken',
      'tender_field_not_allowed',
      'tender_not_offered',
      'cash_tendered_too_low',
      'period_closed',
    ],
  })
  async deposit(@Param('id', UuidPipe) id: string, @Body() body: TakeDepositDto): Promise<DepositView> {
    const paymentId = await this.take.execute({
      patientId: id as PatientId,
      purpose: body.purpose ?? 'deposit',
      tenders: body.tenders.map(TenderDto.toInput),
    });
    return this.deposits.get(paymentId);
  }

  @Get('deposits')
  @Permit('payments.read')
  @AuditRead('payment')
  @Answers({
    type: DepositView,
    list: true,
    description: 'Deposits and prepayments of a patient, the newest first.',
    problems: ['patient_unknown', 'cursor_invalid'],
  })
  list(@Param('id', UuidPipe) id: string, @Query() query: PageQuery): Promise<Page<DepositView>> {
    return this.deposits.ofPatient(id as PatientId, query);
  }

  @Post('credits/apply')
  @Permit('payments.take')
  @MoneyRoute()
  @Answers({
    status: 201,
    type: AppliedCreditView,
    description: 'Pay open charges with what is held for the patient.',
    problems: [
      'idempotency_key_missing',
      'idempotency_key_invalid',
      'patient_unknown',
      'invoice_unknown',
      'invoice_closed',
      'payment_in_progress',
      'amount_exceeds_balance',
      'credit_nothing_to_apply',
      'period_closed',
    ],
  })
  apply(@Param('id', UuidPipe) id: string, @Body() body: ApplyCreditDto): Promise<AppliedCreditView> {
    return this.applying.execute({
      patientId: id as PatientId,
      invoiceId: body.invoiceId as InvoiceId | undefined,
      paymentId: body.paymentId as PaymentId | undefined,
      amount: body.amountCents === undefined ? undefined : Money.cents(body.amountCents),
    });
  }
}
