import { Injectable } from '@nestjs/common';
import { DefineProtocol } from '../modules/catalog/define-protocol';
import { DefineService } from '../modules/catalog/define-service';
import { ImportCodeSet } from '../modules/catalog/import-code-set';
import { ImportPriceList } from '../modules/catalog/import-price-list';
import { ClaimSettings } from '../modules/claims/claim-settings';
import { OpenClinic } from '../modules/clinics/open-clinic';
import { OpenBooks } from '../modules/ledger/open-books';
import type { DemoClinic } from './data/demo-clinic';

/** Opens a demo clinic with its books, services, prices and codes, as its administrator would. Tx: needs one. */
@Injectable()
export class DemoCatalog {
  constructor(
    private readonly openClinic: OpenClinic,
    private readonly openBooks: OpenBooks,
    private readonly defineService: DefineService,
    private readonly importPriceList: ImportPriceList,
    private readonly importCodeSet: ImportCodeSet,
    private readonly defineProtocol: DefineProtocol,
    private readonly claimSettings: ClaimSettings,
  ) {}

  async open({ clinic, services, protocols, claimSettings, ...files }: DemoClinic): Promise<void> {
    await this.openClinic.execute(clinic);
    await this.openBooks.execute();
    for (const service of services) await this.defineService.execute(service);
    await this.importPriceList.execute({ csv: files.priceListCsv });
    await this.importCodeSet.execute({ csv: files.codeSetsCsv });
    for (const protocol of protocols) await this.defineProtocol.execute(protocol);
    if (claimSettings) await this.claimSettings.set(claimSettings);
  }
}
