import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { AccessModule } from '../access/access.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { CodeSetsReader } from './code-sets.reader';
import { DefineProtocol } from './define-protocol';
import { DefineService } from './define-service';
import { acceptCsvBodies } from '../../platform/http/csv-body';
import { ImportsController } from './http/imports.controller';
import { ProtocolsController } from './http/protocols.controller';
import { ServicesController } from './http/services.controller';
import { ImportCodeSet } from './import-code-set';
import { ImportPriceList } from './import-price-list';
import { CodeSetsRepository } from './persistence/code-sets.repository';
import { PricePublisher } from './persistence/price-publisher';
import { ServicesRepository } from './persistence/services.repository';
import { PricesReader } from './prices.reader';
import { ProtocolsReader } from './protocols.reader';
import { SetPrice } from './set-price';

const DOORS = [
  CodeSetsReader,
  DefineProtocol,
  DefineService,
  ImportCodeSet,
  ImportPriceList,
  PricesReader,
  ProtocolsReader,
  SetPrice,
];

/**
 * Catalog: what a clinic offers, what it costs on which day, and with which procedure codes it is billed to whom.
 *
 * Owns: services, price_lists, prices (append-only), poverty_guidelines (the same for every clinic), service_code_sets, protocols.
 * Doors: define-service, set-price, import-price-list, import-code-set, prices.reader, code-sets.reader, service.view,
 * code-set.view, define-protocol, protocols.reader, protocol.view.
 * May call: access, clinics; the books must be open before a service names its revenue account. Never: patients, money.
 */
@Module({
  imports: [AccessModule, ClinicsModule],
  controllers: [ImportsController, ProtocolsController, ServicesController],
  providers: [...DOORS, CodeSetsRepository, PricePublisher, ServicesRepository],
  exports: DOORS,
})
export class CatalogModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  /** A worker has no HTTP server and needs no parser. */
  onModuleInit(): void {
    const adapter: unknown = this.host.httpAdapter;
    if (adapter instanceof FastifyAdapter) acceptCsvBodies(adapter);
  }
}
