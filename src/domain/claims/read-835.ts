import type { BusinessDate } from '../../kernel/business-date';
import { Money } from '../../kernel/money';
import type { TransactionEnvelope, TransactionReader } from '../x12/envelope';
import type { Segment } from '../x12/segment';
import { amountAt, dateAt } from '../x12/values';
import { X12Error, type X12Place } from '../x12/x12-error';
import { ADJUSTMENT_GROUPS, type ClaimAdjustment } from './claim-form';
import {
  CLAIM_STATUS_CODES,
  type ProviderAdjustment,
  type Remittance,
  type RemittanceClaim,
  type RemittanceLine,
} from './remittance';

type Open<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K] };
type OpenLine = Open<RemittanceLine>;
type OpenClaim = Omit<Open<RemittanceClaim>, 'lines'> & { lines: OpenLine[] };

/** More claims than any payer puts in one payment; the parsed file stays small in memory. */
const MOST_CLAIMS = 10_000;

// The filing codes of an 835; `CI` and `BL`, which an 837 has, are not among them (DOMAIN.md §5.5).
const FILING_CODES = '11 12 13 14 15 16 17 AM CH DS FI HM LM MA MB MC OF TV VA WC ZZ'.split(' ');

/** The start of an 835. Errors: X12Error `transaction_unexpected` for any other transaction. */
export function remittanceReader(envelope: TransactionEnvelope, start: Segment): RemittanceReader {
  if (envelope.transactionSet === '835') return new RemittanceReader(start);
  throw new X12Error('transaction_unexpected', { ...start.place, element: 'ST01' }, 'is not an 835');
}

/**
 * Reads one 835. What the guide does not allow inside it (a group CR, a filing code CI, an amount that is none) does not
 * stop the reading of the file: the remittance carries it as its `problem`, to be suspended whole.
 */
export class RemittanceReader implements TransactionReader<Remittance> {
  private payment = Money.ZERO;
  private method = '';
  private paidOn: BusinessDate | undefined;
  private traceNumber = '';
  private originatorId = '';
  private payerName = '';
  private npi: string | undefined;
  private taxId: string | undefined;
  private payeePlace: X12Place | undefined;
  private paymentPlace: X12Place;
  private readonly claims: OpenClaim[] = [];
  private readonly providerAdjustments: ProviderAdjustment[] = [];
  private line: OpenLine | undefined;
  private party = '';
  private problem: X12Error | undefined;
  private readonly seen = new Set<string>();

  constructor(private readonly start: Segment) {
    this.paymentPlace = start.place;
  }

  segment(segment: Segment): void {
    try {
      this.read(segment);
    } catch (error) {
      if (!(error instanceof X12Error)) throw error;
      this.problem ??= error;
    }
  }

  finish(): Remittance {
    for (const id of ['BPR', 'TRN', 'N1'])
      if (!this.seen.has(id))
        this.problem ??= new X12Error('element_invalid', { ...this.start.place, segment: id }, 'is missing');
    return {
      position: this.start.position,
      paymentPlace: this.paymentPlace,
      payment: this.payment,
      method: this.method,
      paidOn: this.paidOn,
      traceNumber: this.traceNumber,
      originatorId: this.originatorId,
      payerName: this.payerName,
      payee: { npi: this.npi, taxId: this.taxId, place: this.payeePlace },
      claims: this.claims,
      providerAdjustments: this.providerAdjustments,
      problem: this.problem,
    };
  }

  private read(segment: Segment): void {
    this.seen.add(segment.id);
    switch (segment.id) {
      case 'BPR':
        return this.readPayment(segment);
      case 'TRN':
        this.traceNumber = segment.required(2);
        this.originatorId = segment.at(3);
        return;
      case 'N1':
        return this.readParty(segment);
      case 'REF':
        return this.readReference(segment);
      case 'CLP':
        return this.readClaim(segment);
      case 'SVC':
        return this.readService(segment);
      case 'CAS':
        return this.readAdjustments(segment);
      case 'AMT':
        if (segment.at(1) === 'B6' && this.line) this.line.allowed = amountAt(segment, 2);
        return;
      case 'LQ':
        if (segment.at(1) === 'HE') this.line?.remarkCodes.push(segment.required(2));
        return;
      case 'MOA':
      case 'MIA':
        return this.readRemarks(segment);
      case 'PLB':
        return this.readProviderAdjustments(segment);
    }
  }

  private readPayment(segment: Segment): void {
    this.paymentPlace = segment.place;
    const amount = amountAt(segment, 2);
    if (amount.isNegative()) throw segment.refuse(2, 'is below zero');
    this.payment = amount;
    this.method = segment.required(4);
    this.paidOn = segment.at(16) === '' ? undefined : dateAt(segment, 16);
  }

  private readParty(segment: Segment): void {
    this.party = segment.required(1);
    if (this.party === 'PR') this.payerName = segment.at(2);
    if (this.party !== 'PE') return;
    this.payeePlace = segment.place;
    if (segment.at(3) === 'XX') this.npi = segment.required(4);
    if (segment.at(3) === 'FI') this.taxId = segment.required(4);
  }

  private readReference(segment: Segment): void {
    if (segment.at(1) === '6R' && this.line) this.line.controlNumber = segment.required(2);
    if (segment.at(1) === 'TJ' && this.party === 'PE' && this.claims.length === 0) this.taxId = segment.required(2);
  }

  private readClaim(segment: Segment): void {
    const status = CLAIM_STATUS_CODES[segment.required(2) as keyof typeof CLAIM_STATUS_CODES];
    if (status === undefined) throw segment.refuse(2, 'is not a claim status');
    if (segment.at(6) !== '' && !FILING_CODES.includes(segment.at(6)))
      throw segment.refuse(6, 'is not a filing code of an 835');
    if (this.claims.length === MOST_CLAIMS)
      throw segment.refuse(1, `is beyond the ${MOST_CLAIMS} claims a payment may have`);
    this.line = undefined;
    this.claims.push({
      position: segment.position,
      textLine: segment.line,
      controlNumber: segment.required(1),
      status,
      charge: amountAt(segment, 3),
      paid: amountAt(segment, 4),
      patientResponsibility: segment.at(5) === '' ? Money.ZERO : amountAt(segment, 5),
      payerClaimNumber: segment.at(7) === '' ? undefined : segment.at(7),
      adjustments: [],
      remarkCodes: [],
      lines: [],
    });
  }

  private readService(segment: Segment): void {
    const [qualifier = '', procedureCode = ''] = segment.componentsAt(1);
    if (procedureCode === '') throw segment.refuse(1, `names no procedure after ${qualifier.slice(0, 2)}`);
    this.line = {
      position: segment.position,
      textLine: segment.line,
      procedureCode,
      charge: amountAt(segment, 2),
      paid: amountAt(segment, 3),
      units: segment.at(5) === '' ? undefined : segment.at(5),
      adjustments: [],
      remarkCodes: [],
    };
    this.claimOf(segment).lines.push(this.line);
  }

  private readAdjustments(segment: Segment): void {
    const group = ADJUSTMENT_GROUPS.find((known) => known === segment.at(1));
    if (!group) throw segment.refuse(1, 'is not a group of a 5010 remittance (CO, OA, PI, PR)');
    const target: ClaimAdjustment[] = (this.line ?? this.claimOf(segment)).adjustments;
    for (let place = 2; place <= segment.elementCount; place += 3)
      if (segment.at(place) !== '' || segment.at(place + 1) !== '')
        target.push({ group, reason: segment.required(place), amount: amountAt(segment, place + 1) });
  }

  private readRemarks(segment: Segment): void {
    const places = segment.id === 'MOA' ? [3, 4, 5, 6, 7] : [5, 20, 21, 22, 23];
    const codes = places.map((place) => segment.at(place)).filter((code) => code !== '');
    this.claimOf(segment).remarkCodes.push(...codes);
  }

  private readProviderAdjustments(segment: Segment): void {
    for (let place = 3; place <= segment.elementCount; place += 2) {
      const [reason = '', reference] = segment.componentsAt(place);
      if (reason === '') throw segment.refuse(place, 'names no reason');
      this.providerAdjustments.push({
        position: segment.position,
        textLine: segment.line,
        reason,
        reference,
        amount: amountAt(segment, place + 1),
      });
    }
  }

  private claimOf(segment: Segment): OpenClaim {
    const claim = this.claims.at(-1);
    if (!claim) throw new X12Error('element_invalid', segment.place, 'is of no claim');
    return claim;
  }
}
