import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { DrawerId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { Answers } from '../../../platform/http/answers';
import { MoneyRoute } from '../../../platform/http/money-route';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { Permit } from '../../access/permit';
import { DrawerView } from '../drawer.view';
import { DrawersReader } from '../drawers.reader';
import { MoveCash } from '../move-cash';
import { TakeInCash } from '../take-in-cash';
import { MoveCashDto, TakeInCashDto } from './drawers.dto';

/** Cash into and out of an open drawer that no patient paid or was given. */
@ApiTags('drawers')
@Controller('v1/drawers')
@Permit('drawers.work')
export class DrawerCashController {
  constructor(
    private readonly drawers: DrawersReader,
    private readonly move: MoveCash,
    private readonly takeIn: TakeInCash,
  ) {}

  @Post(':id/movements')
  @MoneyRoute({ isKeyOptional: true })
  @Answers({
    status: 201,
    type: DrawerView,
    description: 'Pay cash in or out, or drop it into the bank bag.',
    problems: [
      'idempotency_key_invalid',
      'not_found',
      'drawer_unknown',
      'drawer_not_open',
      'ledger_account_not_for_cash',
    ],
  })
  async movements(@Param('id', UuidPipe) id: DrawerId, @Body() body: MoveCashDto): Promise<DrawerView> {
    const { amountCents, ...rest } = body;
    await this.move.execute({ drawerId: id, amount: Money.cents(amountCents), ...rest });
    return this.drawers.get(id);
  }

  @Post(':id/outside-cash')
  @MoneyRoute({ isKeyOptional: true })
  @Answers({
    status: 201,
    type: DrawerView,
    description: 'Put cash that was taken outside any drawer into this one.',
    problems: ['idempotency_key_invalid', 'not_found', 'drawer_unknown', 'drawer_not_open', 'outside_cash_unknown'],
  })
  async outsideCash(@Param('id', UuidPipe) id: DrawerId, @Body() body: TakeInCashDto): Promise<DrawerView> {
    await this.takeIn.execute({ drawerId: id, ...body });
    return this.drawers.get(id);
  }
}
