import { Injectable } from '@nestjs/common';
import { PricesReader } from '../../modules/catalog/prices.reader';
import { ProtocolsReader } from '../../modules/catalog/protocols.reader';
import { serviceChoices } from '../visits/service-choices';
import type { NewEstimatePageProps } from './new-estimate.page';

const MOST = 200;

/** What can be estimated. Tx: joins the open one or opens its own. */
@Injectable()
export class EstimateOffer {
  constructor(
    private readonly prices: PricesReader,
    private readonly protocols: ProtocolsReader,
  ) {}

  async choices(): Promise<Pick<NewEstimatePageProps, 'courses' | 'services'>> {
    const [services, protocols] = await Promise.all([
      this.prices.services({ limit: MOST }),
      this.protocols.list({ limit: MOST }),
    ]);
    return {
      courses: protocols.data.map(({ code, name }) => ({ value: code, label: name })),
      services: serviceChoices(services.data).map(({ code, name }) => ({ value: code, label: name })),
    };
  }
}
