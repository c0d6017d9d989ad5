import { Temporal } from 'temporal-polyfill';
import { parseBusinessDate } from '../../../kernel/business-date';
import { DomainError } from '../../../kernel/errors';
import type { CoverageId, PatientId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import type { AddAuthorizationInput } from '../add-authorization';
import type { AddCoverageInput } from '../add-coverage';
import type { RecordSelfPayElectionInput } from '../record-self-pay-election';
import type { RecordEligibilityInput } from '../record-eligibility';
import type { AddAuthorizationBody, AddCoverageBody, RecordSelfPayElectionBody } from './coverage.dto';
import type { RecordEligibilityBody } from './eligibility.dto';

const amount = (cents: number | undefined): Money | undefined => (cents === undefined ? undefined : Money.cents(cents));

/** The wire form of a coverage as the use case's input. */
export function toCoverage(patientId: PatientId, body: AddCoverageBody): AddCoverageInput {
  const { effectiveFrom, effectiveTo, copayCents, deductibleRemainingCents, ...rest } = body;
  return {
    ...rest,
    patientId,
    effectiveFrom: parseBusinessDate(effectiveFrom),
    effectiveTo: effectiveTo === undefined ? undefined : parseBusinessDate(effectiveTo),
    copay: amount(copayCents),
    deductibleRemaining: amount(deductibleRemainingCents),
  };
}

/** The wire form of an authorization as the use case's input. */
export const toAuthorization = (patientId: PatientId, body: AddAuthorizationBody): AddAuthorizationInput => ({
  ...body,
  patientId,
  from: parseBusinessDate(body.from),
  to: parseBusinessDate(body.to),
});

/** The wire form of an election as the use case's input. Errors: `validation_failed` for a moment that does not exist. */
export const toElection = (patientId: PatientId, body: RecordSelfPayElectionBody): RecordSelfPayElectionInput => ({
  ...body,
  patientId,
  signedAt: toInstant(body.signedAt),
  dateOfService: body.dateOfService === undefined ? undefined : parseBusinessDate(body.dateOfService),
});

/** The wire form of what a payer said as the use case's input. */
export const toEligibility = (coverageId: CoverageId, body: RecordEligibilityBody): RecordEligibilityInput => ({
  coverageId,
  benefit: body.benefit,
  checkedOn: body.checkedOn === undefined ? undefined : parseBusinessDate(body.checkedOn),
  isActive: body.isActive ?? true,
  planName: body.planName,
  copay: amount(body.copayCents),
  coinsuranceBasisPoints: body.coinsuranceBasisPoints,
  deductibleRemaining: amount(body.deductibleRemainingCents),
  outOfPocketRemaining: amount(body.outOfPocketRemainingCents),
  serviceCode: body.serviceCode,
});

function toInstant(text: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(text);
  } catch (cause) {
    const errors = [{ pointer: '/signedAt', message: 'must be an RFC 3339 date and time' }];
    throw new DomainError('validation_failed', { errors, cause });
  }
}
