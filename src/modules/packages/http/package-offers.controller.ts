import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers } from '../../../platform/http/answers';
import type { Page } from '../../../platform/http/pagination';
import { Permit } from '../../access/permit';
import { DefinePackageOffer } from '../define-package-offer';
import { PackageOfferBody, PackageOfferView } from '../package-offer.view';
import { PackageOffersReader } from '../package-offers.reader';

/** /v1/package-offers */
@ApiTags('packages')
@Controller('v1/package-offers')
export class PackageOffersController {
  constructor(
    private readonly offers: PackageOffersReader,
    private readonly define: DefinePackageOffer,
  ) {}

  @Get()
  @Permit('services.read')
  @Answers({ type: PackageOfferView, list: true, description: 'The packages the clinic sells, by code.' })
  async list(): Promise<Page<PackageOfferView>> {
    return { data: await this.offers.list(), nextCursor: null };
  }

  @Put(':code')
  @Permit('services.write')
  @Answers({
    type: PackageOfferView,
    description: 'Write down a package the clinic sells, or change it.',
    problems: ['package_offer_invalid'],
  })
  async put(@Param('code') code: string, @Body() body: PackageOfferBody): Promise<PackageOfferView> {
    await this.define.execute(code, body);
    return { ...body, code, isOffered: body.isOffered ?? true };
  }
}
