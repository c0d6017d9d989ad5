import {
  BANK_ACCOUNT_KINDS,
  type BankAccountKind,
  MATCH_TARGETS,
  type MatchTarget,
} from '../../../domain/reconciliation/match-bank-lines';
import { MAX_AMOUNT_CENTS } from '../../../kernel/money';
import { CentsField, DateField, EnumField, TextField, UuidField } from '../../../platform/http/fields';
import { PageQuery } from '../../../platform/http/pagination';

export class RecordBankLineDto {
  @EnumField(BANK_ACCOUNT_KINDS)
  account: BankAccountKind;

  @DateField({ description: 'The day the bank booked it.' })
  postedOn: string;

  @TextField({ example: 'STRIPE TRANSFER' })
  description: string;

  @CentsField({ min: -Number(MAX_AMOUNT_CENTS), description: 'Positive when money came in; not zero.', example: 9680 })
  amountCents: number;

  @TextField({ optional: true })
  reference?: string;
}

export class BankImportQuery {
  @EnumField(BANK_ACCOUNT_KINDS, { description: 'Whose statement it is.' })
  account: BankAccountKind;
}

export class BankLinesQuery extends PageQuery {
  @EnumField(BANK_ACCOUNT_KINDS, { optional: true }) account?: string;
  @EnumField(['matched', 'unmatched'], { optional: true }) status?: string;
  @DateField({ optional: true }) from?: string;
  @DateField({ optional: true }) to?: string;
}

export class MatchBankLineDto {
  @EnumField(MATCH_TARGETS)
  targetType: MatchTarget;

  @UuidField({ optional: true, description: 'Left out for a sweep whose Venmo statement is not recorded.' })
  targetId?: string;
}
