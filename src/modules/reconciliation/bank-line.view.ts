import {
  BANK_ACCOUNT_KINDS,
  type BankAccountKind,
  MATCH_TARGETS,
  type MatchTarget,
} from '../../domain/reconciliation/match-bank-lines';
import {
  CentsField,
  DateField,
  EnumField,
  InstantField,
  IntField,
  ObjectField,
  TextField,
  UuidField,
} from '../../platform/http/fields';

const ANY = 100_000_000_000;

/** Which movement of ours a statement line is. */
export class BankMatchView {
  @UuidField() id: string;
  @EnumField(MATCH_TARGETS) targetType: MatchTarget;
  @UuidField({ description: 'The payout, deposit or tender; for a sweep, the line of the Venmo statement.' })
  targetId: string;
  @TextField({ description: 'Why: the rule that matched it, or `manual`.' }) rule: string;
  @InstantField() matchedAt: string;
}

/** A line of a bank or Venmo statement. */
export class BankLineView {
  @UuidField({ readOnly: true }) id: string;
  @EnumField(BANK_ACCOUNT_KINDS) account: BankAccountKind;
  @DateField() postedOn: string;
  @TextField() description: string;
  @CentsField({ min: -ANY, description: 'Positive when money came in.' }) amountCents: number;
  @TextField({ nullable: true }) reference: string | null;
  @EnumField(['matched', 'unmatched']) status: 'matched' | 'unmatched';
  @ObjectField(() => BankMatchView, { nullable: true }) match: BankMatchView | null;
}

/** What a statement file did. */
export class BankImportView {
  @IntField({ description: 'Lines that were new.' }) recorded: number;
  @IntField({ description: 'Lines that stood there already.' }) unchanged: number;
  @IntField({ description: 'Lines matched now, these and earlier ones.' }) matched: number;
}
