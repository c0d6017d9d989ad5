import type { TransactionReader } from '../x12/envelope';
import type { Segment } from '../x12/segment';

/** What a payer says of a claim before deciding about it (277CA, ASC X12N 005010X214). */
export interface ClaimAcknowledgement {
  /** TRN02 after TRN*2: our CLM01. */
  readonly controlNumber: string;
  /** STC01-1: A0 forwarded, A1 received, A2 accepted, A3 returned, A4 not found, A6 A7 A8 rejected. */
  readonly category: string;
  /** STC01-2. */
  readonly statusCode: string;
  /** REF*1K: the payer's own number of the claim. */
  readonly payerClaimNumber?: string;
}

export interface ClaimAcknowledgements {
  readonly kind: '277CA';
  readonly claims: readonly ClaimAcknowledgement[];
}

/** What a category means for the claim; A0 and A4 leave it where it is. */
export function categoryMeans(category: string): 'accept' | 'reject' | undefined {
  if (['A1', 'A2'].includes(category)) return 'accept';
  return ['A3', 'A6', 'A7', 'A8'].includes(category) ? 'reject' : undefined;
}

type OpenClaim = { -readonly [K in keyof ClaimAcknowledgement]: ClaimAcknowledgement[K] };

/** Reads one 277CA: the claims (level PT) with their status. Errors: X12Error `element_invalid`. */
export class ClaimAcknowledgementReader implements TransactionReader<ClaimAcknowledgements> {
  private readonly claims: OpenClaim[] = [];
  private claim: OpenClaim | undefined;
  private isPatientLevel = false;

  segment(segment: Segment): void {
    if (segment.id === 'HL') {
      this.isPatientLevel = segment.at(3) === 'PT';
      this.claim = undefined;
    }
    if (segment.id === 'TRN' && segment.at(1) === '2' && this.isPatientLevel) {
      this.claim = { controlNumber: segment.required(2), category: '', statusCode: '' };
      this.claims.push(this.claim);
    }
    if (!this.claim) return;
    // The first status is the claim's; those of its service lines come after.
    if (segment.id === 'STC' && this.claim.category === '') {
      const [category = '', statusCode = ''] = segment.componentsAt(1);
      if (!/^[A-Z]\d$/.test(category)) throw segment.refuse(1, 'names no category');
      this.claim.category = category;
      this.claim.statusCode = statusCode;
    }
    if (segment.id === 'REF' && segment.at(1) === '1K') this.claim.payerClaimNumber = segment.required(2);
  }

  finish(): ClaimAcknowledgements {
    return { kind: '277CA', claims: this.claims };
  }
}
