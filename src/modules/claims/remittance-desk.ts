import { Injectable } from '@nestjs/common';
import type { Remittance } from '../../domain/claims/remittance';
import type { BusinessDate } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import { ClinicsReader } from '../clinics/clinics.reader';
import { OpenDay } from '../ledger/open-day';

/** The clinic's side of every remittance. Tx: joins the open one or opens its own. */
@Injectable()
export class RemittanceDesk {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly openDay: OpenDay,
  ) {}

  /** The business day an entry made now belongs to. */
  async postingDay(): Promise<BusinessDate> {
    return this.openDay.for(await this.clinics.today());
  }

  /**
   * A file that pays somebody else is not even stored: it is full of other people's patients.
   * Errors: `remittance_not_ours`.
   */
  async assertOurs(remittances: readonly Remittance[]): Promise<void> {
    const { npi, ein, locations } = await this.clinics.current();
    const npis = [npi, ...locations.map((location) => location.npi)];
    for (const { payee } of remittances) {
      const isKnown = payee.npi !== undefined || payee.taxId !== undefined;
      const isOurs = payee.npi === undefined ? payee.taxId === ein : npis.includes(payee.npi);
      if (isKnown && !isOurs)
        throw new DomainError('remittance_not_ours', {
          detail: 'The payee of this file (N1*PE) is not this clinic. It was not kept.',
          facts: { segment: 'N1', element: 'N104' },
        });
    }
  }
}
