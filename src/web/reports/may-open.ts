import type { Authorize } from '../../modules/access/authorize';

/** Which pages behind a figure whoever looks may open; what they may not is no link. */
export interface MayOpen {
  readonly patient: boolean;
  readonly visit: boolean;
  readonly remittance: boolean;
}

/** As the pages themselves ask. */
export const mayOpenOf = (authorize: Authorize): MayOpen => ({
  patient: authorize.may('patients.read'),
  visit: authorize.may('visits.read'),
  remittance: authorize.may('claims.read'),
});
