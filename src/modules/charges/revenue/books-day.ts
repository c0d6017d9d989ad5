import { Injectable } from '@nestjs/common';
import type { BusinessDate } from '../../../kernel/business-date';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { OpenDay } from '../../ledger/open-day';

/** The day on which a change of charges stands in the books: the clinic's today, or the first open day after it. */
@Injectable()
export class BooksDay {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly openDay: OpenDay,
  ) {}

  /** Tx: joins or opens one. */
  async today(): Promise<BusinessDate> {
    return this.openDay.for(await this.clinics.today());
  }
}
