import { Injectable } from '@nestjs/common';
import { DefineProtocol } from '../modules/catalog/define-protocol';
import { DefineService } from '../modules/catalog/define-service';
import { ImportCodeSet } from '../modules/catalog/import-code-set';
import { ImportPriceList } from '../modules/catalog/import-price-list';
import type { DemoClinic } from './data/demo-clinic';

/** Defines what a demo clinic offers: services, prices, codes and protocols. Tx: needs one. */
@Injectable()
export class DemoServices {
  constructor(
    private readonly defineService: DefineService,
    private readonly importPriceList: ImportPriceList,
    private readonly importCodeSet: ImportCodeSet,
    private readonly defineProtocol: DefineProtocol,
  ) {}

  async define({ services, priceListCsv, codeSetsCsv, protocols }: DemoClinic): Promise<void> {
    for (const service of services) await this.defineService.execute(service);
    await this.importPriceList.execute({ csv: priceListCsv });
    await this.importCodeSet.execute({ csv: codeSetsCsv });
    for (const protocol of protocols) await this.defineProtocol.execute(protocol);
  }
}
