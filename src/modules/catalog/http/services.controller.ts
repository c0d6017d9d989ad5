import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { parseBusinessDate } from '../../../kernel/business-date';
import { Answers } from '../../../platform/http/answers';
import type { Page } from '../../../platform/http/pagination';
import { Permit } from '../../access/permit';
import { DefineService } from '../define-service';
import { PricesReader } from '../prices.reader';
import type { PriceView, ServiceView } from '../service.view';
import { SetPrice } from '../set-price';
import { requiredPriceRule, toNewService } from './price-fields';
import { DefineServiceBody, PriceBody, ServiceBody, ServicesQueryDto, SetPriceBody } from './service.dto';

/** /v1/services */
@ApiTags('services')
@Controller('v1/services')
export class ServicesController {
  constructor(
    private readonly prices: PricesReader,
    private readonly defineService: DefineService,
    private readonly setPrice: SetPrice,
  ) {}

  @Get()
  @Permit('services.read')
  @Answers({
    type: ServiceBody,
    list: true,
    description: 'Lists the catalog by code, with the prices that hold on a day.',
    problems: ['cursor_invalid'],
  })
  list(@Query() { on, ...page }: ServicesQueryDto): Promise<Page<ServiceView>> {
    return this.prices.services({ ...page, on: on === undefined ? undefined : parseBusinessDate(on) });
  }

  @Post()
  @Permit('services.write')
  @Answers({
    status: 201,
    type: ServiceBody,
    description: 'Adds a service, with its first price if one is given.',
    problems: ['service_code_taken', 'ledger_account_unknown', 'price_rule_invalid', 'service_unknown'],
  })
  define(@Body() body: DefineServiceBody): Promise<ServiceView> {
    return this.defineService.execute(toNewService(body));
  }

  @Post(':code/prices')
  @Permit('services.write')
  @Answers({
    status: 201,
    type: PriceBody,
    description:
      'Publishes a price from a day on. Prices are never edited; publishing the same price again changes nothing.',
    problems: ['service_unknown', 'price_rule_invalid'],
  })
  publish(@Param('code') serviceCode: string, @Body() body: SetPriceBody): Promise<PriceView> {
    return this.setPrice.execute({
      serviceCode,
      effectiveFrom: parseBusinessDate(body.effectiveFrom),
      rule: requiredPriceRule(body),
      priceList: body.priceList,
    });
  }
}
