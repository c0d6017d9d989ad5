import { DateField, IntField, TextField } from '../../../platform/http/fields';
import { PageQuery } from '../../../platform/http/pagination';

export class TrialBalanceQuery {
  @DateField({ optional: true, description: 'Movements on or before this business day.' })
  asOf?: string;
}

export class EntriesQuery extends PageQuery {
  @TextField({
    optional: true,
    max: 80,
    pattern: /^[a-z_]{1,40}(:[0-9a-fA-F-]{36})?$|^[0-9a-fA-F-]{36}$/,
    description: 'A source type (`payment`), a source id, or both (`payment:<id>`).',
    example: 'payment',
  })
  source?: string;

  @IntField({ min: 1000, max: 9999, optional: true, description: 'Entries that touch this account.', example: 1100 })
  account?: number;

  @DateField({ optional: true })
  from?: string;

  @DateField({ optional: true })
  to?: string;
}
