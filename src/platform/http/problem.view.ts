import { ERROR_CODES } from '../../kernel/error-codes';
import { EnumField, IntField, ListField, TextField } from './fields';

/** One wrong field of a request. */
export class FieldView {
  @TextField({ description: 'JSON Pointer (RFC 6901) into the request body.', example: '/tenders/0/amountCents' })
  pointer: string;

  @TextField({ description: 'What to do about it.' })
  message: string;
}

/** RFC 9457 problem details. */
export class ProblemView {
  @TextField({ example: 'urn:problem:amount_exceeds_balance' })
  type: string;

  @TextField({ description: 'The same for every problem of this code.' })
  title: string;

  @IntField({ min: 400, max: 599 })
  status: number;

  @TextField({ optional: true, description: 'What happened this time and what to do.' })
  detail?: string;

  @EnumField(ERROR_CODES, { description: 'Stable; programs match on this.' })
  code: string;

  @TextField({ description: 'Quote this to support.' })
  requestId: string;

  @ListField(() => FieldView, { optional: true })
  errors?: FieldView[];
}
