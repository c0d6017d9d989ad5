import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { RemittanceId } from '../../../kernel/ids';
import { parseBusinessDate } from '../../../kernel/business-date';
import { Money } from '../../../kernel/money';
import { Answers } from '../../../platform/http/answers';
import { MoneyRoute } from '../../../platform/http/money-route';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { MatchPayerDeposit } from '../match-payer-deposit';
import { PostRemittance } from '../post-remittance';
import { RemittanceRecords } from '../remittance-records';
import { PostedRemittanceView, RemittanceView } from '../remittance.view';
import { PayerDepositBody, RemittancesListQuery, UnpostRemittanceBody } from './remittances.dto';
import { UnpostRemittance } from '../unpost-remittance';
import { X12_TEXT, X12BodyPipe } from '../../../platform/http/x12-body';

/** /v1/remittances */
@ApiTags('claims')
@Controller('v1/remittances')
export class RemittancesController {
  constructor(
    private readonly postRemittance: PostRemittance,
    private readonly remittances: RemittanceRecords,
    private readonly unpostRemittance: UnpostRemittance,
    private readonly matchDeposit: MatchPayerDeposit,
  ) {}

  @Post()
  @Permit('remittances.post')
  @ApiConsumes(X12_TEXT)
  @ApiBody({ schema: { type: 'string', example: 'ISA*00*…' } })
  @Answers({
    status: 201,
    type: PostedRemittanceView,
    description: 'Posts a payment advice (835), or suspends it whole with the reason. A repeat changes nothing.',
    problems: ['x12_malformed', 'remittance_not_ours', 'content_type_unsupported', 'body_too_large'],
  })
  post(@Body(X12BodyPipe) text: string) {
    return this.postRemittance.execute(text);
  }

  @Get()
  @Permit('claims.read')
  @AuditRead('remittance')
  @Answers({
    type: RemittanceView,
    list: true,
    description: 'Remittances, the newest first.',
    problems: ['cursor_invalid'],
  })
  list(@Query() query: RemittancesListQuery) {
    return this.remittances.list(query);
  }

  @Get(':id')
  @Permit('claims.read')
  @AuditRead('remittance')
  @Answers({
    type: RemittanceView,
    description: 'One remittance with what it decided.',
    problems: ['not_found', 'remittance_unknown'],
  })
  get(@Param('id', UuidPipe) id: RemittanceId) {
    return this.remittances.get(id);
  }

  @Post(':id/unpost')
  @Permit('remittances.post')
  @MoneyRoute({ isKeyOptional: true })
  @Answers({
    type: RemittanceView,
    description: 'Takes a remittance back: its entries are reversed, claims and patients stand where they stood.',
    problems: [
      'not_found',
      'remittance_unknown',
      'remittance_state_conflict',
      'amount_exceeds_balance',
      'idempotency_key_missing',
      'idempotency_key_invalid',
      'idempotency_key_reused',
      'idempotency_in_progress',
    ],
  })
  unpost(@Param('id', UuidPipe) id: RemittanceId, @Body() { reason }: UnpostRemittanceBody) {
    return this.unpostRemittance.execute({ id, reason });
  }

  @Post('deposits')
  @Permit('remittances.post')
  @MoneyRoute({ isKeyOptional: true })
  @Answers({
    type: RemittanceView,
    description: 'Lays a deposit at the bank on the remittance that announced it, by its trace number.',
    problems: [
      'remittance_unknown',
      'deposit_amount_differs',
      'idempotency_key_missing',
      'idempotency_key_invalid',
      'idempotency_key_reused',
      'idempotency_in_progress',
    ],
  })
  deposit(@Body() { amountCents, receivedOn, ...deposit }: PayerDepositBody) {
    return this.matchDeposit.execute({
      ...deposit,
      amount: Money.cents(amountCents),
      receivedOn: parseBusinessDate(receivedOn),
    });
  }
}
