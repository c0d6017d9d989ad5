import { Injectable } from '@nestjs/common';
import type { Remittance } from '../../../domain/claims/remittance';
import type { BusinessDate } from '../../../kernel/business-date';
import { DomainError } from '../../../kernel/errors';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { OpenDay } from '../../ledger/open-day';

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
  async assertOurs({ npi, taxId, place }: Remittance['payee']): Promise<void> {
    if (npi === undefined && taxId === undefined) return;
    const { npi: own, ein, locations } = await this.clinics.current();
    const npis = [own, ...locations.map((location) => location.npi)];
    if (npi === undefined ? taxId === ein : npis.includes(npi)) return;
    throw new DomainError('remittance_not_ours', {
      detail: `The payee of this file (line ${place?.line ?? 1}, N1*PE) is not this clinic. It was not kept.`,
      facts: { ...place, segment: 'N1', element: 'N104' },
    });
  }
}
