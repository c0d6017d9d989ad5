import { DateField, IntField } from '../../../platform/http/fields';

/** GET /v1/patients/:id/statement.pdf */
export class StatementQuery {
  @DateField({ optional: true, description: '90 days before `to` unless told; at most two years before it.' })
  from?: string;

  @DateField({ optional: true, description: 'Today unless told.' })
  to?: string;
}

/** GET /v1/patients/:id/hsa-fsa-pack.pdf */
export class HsaFsaPackQuery {
  @IntField({ min: -999_999, max: 999_999, description: 'The year the care was given in.', example: 2026 })
  year: number;
}
