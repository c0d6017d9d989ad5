import { Injectable } from '@nestjs/common';
import { parseBusinessDate } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import type { ClaimId, RemittanceId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import type { ClaimView } from '../../modules/claims/claim.view';
import { ClaimsToMatchReader } from '../../modules/claims/claims-to-match.reader';
import { MatchSuspense } from '../../modules/claims/match-suspense';
import { RemittanceRecords } from '../../modules/claims/remittance-records';
import { UnmatchRemittanceClaim } from '../../modules/claims/unmatch-remittance-claim';
import { PatientsReader } from '../../modules/patients/patients.reader';
import { Transactions } from '../../platform/database/transactions';
import { CLAIM_WORDS } from '../claims/claim-words';
import type { FormReader } from '../forms/form-reader';
import { shortText } from '../forms/short-text';
import { formatDate } from '../ui/text';
import type { MatchPageProps, PlacedClaimShown } from './placing.page';
import { OUTCOME_WORDS, unmatchedWords } from './remittance-words';

const MOST_CANDIDATES = 50;

/** A claim of a remittance, by both their ids. */
export interface RemittanceClaimKey {
  readonly remittanceId: RemittanceId;
  readonly remittanceClaimId: string;
}

/** Places a payer's money by hand, and shows what there is to place. */
@Injectable()
export class PlacingDesk {
  constructor(
    private readonly tx: Transactions,
    private readonly remittances: RemittanceRecords,
    private readonly toMatch: ClaimsToMatchReader,
    private readonly patients: PatientsReader,
    private readonly matchSuspense: MatchSuspense,
    private readonly unmatchClaim: UnmatchRemittanceClaim,
  ) {}

  /** Errors: `remittance_unknown`, `remittance_claim_unknown`. */
  async about({ remittanceId, remittanceClaimId }: RemittanceClaimKey): Promise<PlacedClaimShown> {
    const { traceNumber, payerName, claims } = await this.remittances.get(remittanceId);
    const claim = claims.find(({ id }) => id === remittanceClaimId);
    if (!claim) throw new DomainError('remittance_claim_unknown', { detail: 'The remittance has no such claim.' });
    return {
      remittanceId,
      id: claim.id,
      traceNumber,
      payerName,
      controlNumber: claim.controlNumber,
      outcome: OUTCOME_WORDS[claim.outcome],
      billed: Money.cents(claim.chargeCents),
      paid: Money.cents(claim.paidCents),
      patient: Money.cents(claim.patientCents),
      why: claim.outcomeDetail === null ? undefined : unmatchedWords(claim.outcomeDetail),
    };
  }

  /** Claims billed at that amount that wait, each with whose it is. Tx: joins the open one or opens its own. */
  candidates(billed: Money): Promise<MatchPageProps['candidates']> {
    return this.tx.run(async () => {
      const claims = await this.toMatch.billedAt(billed, MOST_CANDIDATES);
      return Promise.all(claims.map((claim) => this.candidate(claim)));
    });
  }

  /** The claim a form names, from the list or by its number; a reason in words; or nothing while something is wrong. */
  async read(form: FormReader): Promise<{ claimId: ClaimId; reason: string } | undefined> {
    const number = form.text('controlNumber')?.toUpperCase();
    const listed = form.text('claimId') === undefined ? undefined : form.id<ClaimId>('claimId', { needed: CHOOSE });
    const claimId = number === undefined ? listed : await this.toMatch.numbered(number);
    if (number !== undefined && !claimId) form.reject('controlNumber', 'No claim has this number.');
    if (number === undefined && !listed) form.reject('controlNumber', CHOOSE);
    const reason = shortText(form, 'reason', { needed: 'Say in a few words how you know.' });
    return form.isRight && claimId && reason ? { claimId, reason } : undefined;
  }

  async match(key: RemittanceClaimKey, how: { claimId: ClaimId; reason: string }): Promise<string> {
    await this.matchSuspense.execute({ ...key, ...how });
    return `/claims/${how.claimId}`;
  }

  async unmatch(key: RemittanceClaimKey, reason: string): Promise<string> {
    await this.unmatchClaim.execute({ ...key, reason });
    return `/remittances/${key.remittanceId}#claims`;
  }

  private async candidate({ id, controlNumber, patientId, dateOfService, status }: ClaimView) {
    const { firstName, lastName } = await this.patients.get(patientId);
    const on = formatDate(parseBusinessDate(dateOfService));
    return { value: id, label: `${controlNumber}: ${lastName}, ${firstName}, ${on}, ${CLAIM_WORDS[status][0]}` };
  }
}

const CHOOSE = 'Choose a claim of the list, or enter its number.';
