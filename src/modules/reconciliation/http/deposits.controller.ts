import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { parseBusinessDate } from '../../../kernel/business-date';
import type { LocationId, TenderId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { Answers } from '../../../platform/http/answers';
import { MoneyRoute } from '../../../platform/http/money-route';
import { type Page, PageQuery } from '../../../platform/http/pagination';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { BankDepositView, CheckView } from '../bank-deposit.view';
import { DepositsReader } from '../deposits.reader';
import { RecordBankDeposit } from '../record-bank-deposit';
import { ReturnCheck } from '../return-check';
import { ChecksQuery, RecordBankDepositDto, ReturnCheckDto } from './deposits.dto';

/** Cash and checks on their way to the bank, and checks on their way back. */
@ApiTags('reconciliation')
@Controller('v1')
export class DepositsController {
  constructor(
    private readonly recordDeposit: RecordBankDeposit,
    private readonly returnCheck: ReturnCheck,
    private readonly deposits: DepositsReader,
  ) {}

  @Post('bank-deposits')
  @Permit('drawers.work')
  @MoneyRoute()
  @Answers({
    status: 201,
    type: BankDepositView,
    description: 'Record cash and checks carried to the bank.',
    problems: [
      'idempotency_key_missing',
      'idempotency_key_invalid',
      'deposit_empty',
      'date_in_future',
      'check_unknown',
      'check_already_deposited',
      'location_unknown',
      'amount_exceeds_balance',
      'period_closed',
    ],
  })
  record(@Body() body: RecordBankDepositDto): Promise<BankDepositView> {
    return this.recordDeposit.execute({
      depositedOn: parseBusinessDate(body.depositedOn),
      reference: body.reference,
      cash: body.cashCents === undefined ? undefined : Money.cents(body.cashCents),
      checkTenderIds: body.checkTenderIds as TenderId[] | undefined,
      locationId: body.locationId as LocationId | undefined,
    });
  }

  @Get('bank-deposits')
  @Permit('days.read')
  @Answers({
    type: BankDepositView,
    list: true,
    description: 'Deposits, the newest first.',
    problems: ['cursor_invalid'],
  })
  list(@Query() query: PageQuery): Promise<Page<BankDepositView>> {
    return this.deposits.list(query);
  }

  @Get('bank-deposits/:id')
  @Permit('days.read')
  @Answers({ type: BankDepositView, description: 'One deposit.', problems: ['not_found', 'deposit_unknown'] })
  get(@Param('id', UuidPipe) id: string): Promise<BankDepositView> {
    return this.deposits.get(id);
  }

  @Get('checks')
  @Permit('payments.read')
  @AuditRead('check')
  @Answers({
    type: CheckView,
    list: true,
    description: 'Checks received, the newest first; `status=received` are those to deposit.',
    problems: ['cursor_invalid'],
  })
  checks(@Query() query: ChecksQuery): Promise<Page<CheckView>> {
    return this.deposits.checks(query);
  }

  @Post('checks/:tenderId/return')
  @Permit('reconciliation.work')
  @MoneyRoute()
  @Answers({
    status: 201,
    type: CheckView,
    description: 'Record that the bank sent a deposited check back unpaid: what it paid is owed again.',
    problems: [
      'idempotency_key_missing',
      'idempotency_key_invalid',
      'not_found',
      'check_unknown',
      'check_not_at_bank',
      'date_in_future',
      'period_closed',
    ],
  })
  return(@Param('tenderId', UuidPipe) tenderId: TenderId, @Body() body: ReturnCheckDto): Promise<CheckView> {
    return this.returnCheck.execute({
      tenderId,
      returnedOn: parseBusinessDate(body.returnedOn),
      reference: body.reference,
    });
  }
}
