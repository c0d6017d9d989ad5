import { Body, Controller, Get, Header, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { Answers } from '../../../platform/http/answers';
import { Permit } from '../../access/permit';
import { CODE_SET_COLUMNS } from '../csv/code-set-csv';
import { PRICE_LIST_COLUMNS } from '../csv/price-list-csv';
import { type CodeSetImportView, ImportCodeSet } from '../import-code-set';
import { ImportPriceList, type PriceListImportView } from '../import-price-list';
import { PricesReader } from '../prices.reader';
import { CSV, CsvBodyPipe } from '../../../platform/http/csv-body';
import { CodeSetImportBody, PriceListImportBody, PriceListImportQuery } from './import.dto';

/** Price lists and code sets as CSV files. */
@ApiTags('services')
@Controller('v1/services')
export class ImportsController {
  constructor(
    private readonly prices: PricesReader,
    private readonly importPriceList: ImportPriceList,
    private readonly importCodeSet: ImportCodeSet,
  ) {}

  @Get('price-list-template.csv')
  @Permit('services.read')
  @Header('content-type', `${CSV}; charset=utf-8`)
  @Header('content-disposition', 'attachment; filename="price-list.csv"')
  @Answers({ contentType: CSV, description: 'The catalog as a price list file, to fill in and import.' })
  template(): Promise<string> {
    return this.prices.priceListFile();
  }

  @Post('price-list-imports')
  @Permit('services.write')
  @ApiConsumes(CSV)
  @ApiBody({ schema: { type: 'string', example: PRICE_LIST_COLUMNS.join(',') } })
  @Answers({
    type: PriceListImportBody,
    description: 'Publishes a whole price list, all of it or nothing. Errors point at `/rows/<line>/<column>`.',
    problems: [
      'price_import_invalid',
      'price_rule_invalid',
      'content_type_unsupported',
      'body_malformed',
      'body_too_large',
    ],
  })
  priceLists(
    @Body(CsvBodyPipe) csv: string,
    @Query() { priceList }: PriceListImportQuery,
  ): Promise<PriceListImportView> {
    return this.importPriceList.execute({ csv, priceList });
  }

  @Post('code-set-imports')
  @Permit('services.write')
  @ApiConsumes(CSV)
  @ApiBody({ schema: { type: 'string', example: CODE_SET_COLUMNS.join(',') } })
  @Answers({
    type: CodeSetImportBody,
    description: 'Loads procedure codes by payer and period from the clinic’s own licensed list, all of it or nothing.',
    problems: [
      'code_set_import_invalid',
      'code_set_overlap',
      'content_type_unsupported',
      'body_malformed',
      'body_too_large',
    ],
  })
  codeSets(@Body(CsvBodyPipe) csv: string): Promise<CodeSetImportView> {
    return this.importCodeSet.execute({ csv });
  }
}
