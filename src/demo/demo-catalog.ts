import { Injectable } from '@nestjs/common';
import { ClaimSettings } from '../modules/claims/claim-settings';
import { OpenClinic } from '../modules/clinics/open-clinic';
import { OpenBooks } from '../modules/ledger/open-books';
import { DefinePackageOffer } from '../modules/packages/define-package-offer';
import type { DemoClinic } from './data/demo-clinic';
import { DemoServices } from './demo-services';

/** Opens a demo clinic with its books, services and claim settings, as its administrator would. Tx: needs one. */
@Injectable()
export class DemoCatalog {
  constructor(
    private readonly openClinic: OpenClinic,
    private readonly openBooks: OpenBooks,
    private readonly services: DemoServices,
    private readonly claimSettings: ClaimSettings,
    private readonly packages: DefinePackageOffer,
  ) {}

  async open(demo: DemoClinic): Promise<void> {
    await this.openClinic.execute(demo.clinic);
    await this.openBooks.execute();
    await this.services.define(demo);
    for (const [code, offer] of Object.entries(demo.packageOffers ?? {})) await this.packages.execute(code, offer);
    if (demo.claimSettings) await this.claimSettings.set(demo.claimSettings);
  }
}
