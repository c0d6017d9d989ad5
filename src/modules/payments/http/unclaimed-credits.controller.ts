import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { parseBusinessDate } from '../../../kernel/business-date';
import type { PaymentId } from '../../../kernel/ids';
import { Answers } from '../../../platform/http/answers';
import { MoneyRoute } from '../../../platform/http/money-route';
import { type Page, PageQuery } from '../../../platform/http/pagination';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { RecordUnclaimedLetter } from '../record-unclaimed-letter';
import { RequestUnclaimedTransfer } from '../request-unclaimed-transfer';
import { UnclaimedCreditView } from '../unclaimed-credit.view';
import { UnclaimedCreditsReader } from '../unclaimed-credits.reader';
import { UnclaimedLetterDto, UnclaimedTransferBody } from './unclaimed-credits.dto';

/** Patients’ money nobody has claimed, on its way to the state. */
@ApiTags('credits')
@Controller('v1')
export class UnclaimedCreditsController {
  constructor(
    private readonly credits: UnclaimedCreditsReader,
    private readonly letters: RecordUnclaimedLetter,
    private readonly transfers: RequestUnclaimedTransfer,
  ) {}

  @Get('unclaimed-credits')
  @Permit('reconciliation.read')
  @AuditRead('unclaimed_credit')
  @Answers({
    type: UnclaimedCreditView,
    list: true,
    description: 'Credits and prepayments untouched for longer than the clinic’s state lets them lie.',
    problems: ['cursor_invalid'],
  })
  list(@Query() query: PageQuery): Promise<Page<UnclaimedCreditView>> {
    return this.credits.list(query);
  }

  @Post('payments/:id/unclaimed-letters')
  @Permit('reconciliation.work')
  @HttpCode(204)
  @Answers({
    status: 204,
    description: 'Write down that the owner was written to.',
    problems: [
      'not_found',
      'payment_unknown',
      'credit_not_unclaimed',
      'date_in_future',
      'unclaimed_transfer_requested',
    ],
  })
  letter(@Param('id', UuidPipe) id: PaymentId, @Body() { sentOn }: UnclaimedLetterDto): Promise<void> {
    return this.letters.execute({ paymentId: id, sentOn: parseBusinessDate(sentOn) });
  }

  @Post('payments/:id/unclaimed-transfers')
  @Permit('reconciliation.work')
  @MoneyRoute()
  @Answers({
    status: 201,
    type: UnclaimedTransferBody,
    description: 'Ask a second person to agree that it is moved to unclaimed property (2200).',
    problems: [
      'idempotency_key_missing',
      'idempotency_key_invalid',
      'not_found',
      'payment_unknown',
      'credit_not_unclaimed',
      'unclaimed_letter_required',
      'unclaimed_transfer_requested',
      'payment_disputed',
    ],
  })
  async transfer(@Param('id', UuidPipe) id: PaymentId): Promise<UnclaimedTransferBody> {
    return { approvalId: await this.transfers.execute(id) };
  }
}
