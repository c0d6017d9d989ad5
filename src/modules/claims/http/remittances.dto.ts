import { EnumField } from '../../../platform/http/fields';
import { PageQuery } from '../../../platform/http/pagination';
import { REMITTANCE_STATUSES } from '../remittance.view';

/** GET /v1/remittances */
export class RemittancesListQuery extends PageQuery {
  @EnumField(REMITTANCE_STATUSES, { optional: true })
  status?: string;
}
