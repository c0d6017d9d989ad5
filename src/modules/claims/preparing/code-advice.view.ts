import {
  BENEFITS,
  type Benefit,
  CODE_SETS,
  type CodeSet,
  PROCUREMENTS,
  type Procurement,
} from '../../../domain/claims/code-advice';
import { PLAN_TYPES, type PlanType } from '../../../domain/routing/routing-facts';
import {
  BooleanField,
  DateField,
  EnumField,
  IntField,
  ListField,
  TextField,
  TextListField,
} from '../../../platform/http/fields';

const PROCEDURE_CODE = /^([0-9]{4}[0-9A-Z]|[A-V][0-9]{4})$/;

/** POST /v1/code-advice: a Spravato treatment. */
export class CodeAdviceBody {
  @EnumField(PLAN_TYPES)
  planType: PlanType;

  @EnumField(BENEFITS, { description: 'Which benefit pays for the drug.' })
  benefit: Benefit;

  @EnumField(PROCUREMENTS, { description: 'Bought by the clinic, or sent by a pharmacy that bills it.' })
  procurement: Procurement;

  @IntField({ min: 1, max: 200, example: 56 })
  doseMg: number;

  @BooleanField({ description: 'Seen by this group within three years.' })
  isEstablishedPatient: boolean;

  @DateField()
  dateOfService: string;

  @EnumField(CODE_SETS, { optional: true, description: 'The set this payer takes, where the clinic has asked.' })
  payerTakes?: CodeSet;

  @TextListField({
    optional: true,
    maxItems: 20,
    pattern: PROCEDURE_CODE,
    description: 'Codes that are meant to be billed: refused, with the source, where one may not be.',
  })
  codes?: string[];

  @TextField({ optional: true, pattern: /^\d{11}$/, description: 'NDC of the kit that was used, eleven digits.' })
  ndc?: string;
}

/** A line to bill. */
export class AdvisedCodeView {
  @TextField({
    nullable: true,
    description: 'Null for the visit’s own code, which the clinic chooses from its licensed list.',
  })
  readonly code: string | null;

  @IntField({ min: 1 })
  readonly units: number;

  @TextField({ optional: true, description: 'NDC of the kit, eleven digits.' })
  readonly ndc?: string;

  @DateField({
    optional: true,
    description: 'First day of service the code holds for; absent for the visit’s own code.',
  })
  readonly effectiveFrom?: string;

  @DateField({ optional: true, nullable: true, description: 'Last day of service; null while it runs on.' })
  readonly effectiveTo?: string | null;

  @TextField()
  readonly source: string;
}

/** Which codes a Spravato visit is billed with, and why. A certified coder confirms it. */
export class CodeAdviceView {
  @EnumField(CODE_SETS, { description: 'A one code for everything, B drug and visit, C the visit alone.' })
  readonly set: CodeSet;

  @TextField()
  readonly reason: string;

  @ListField(() => AdvisedCodeView)
  readonly lines: readonly AdvisedCodeView[];

  @TextListField()
  readonly cautions: readonly string[];
}
