import type { RouteNotice } from '../../domain/routing/route';
import type { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { StatusBadge, Tag } from '../ui/status-badge';

/** One line of a quote or a visit with every reason it was given. */
export interface ReviewLine {
  readonly key: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly amount: Money;
  /** The listed amount where a discount was taken from it. */
  readonly listAmount?: Money;
  readonly priceReason: string;
  readonly destination: 'insurance' | 'self_pay';
  readonly routeReason: string;
  readonly routeRule: string;
  readonly documentRule: 'superbill' | 'receipt_only' | 'claim';
  readonly isHsaFsaEligible: boolean;
  readonly patientPays: Money;
  readonly insuranceExpected: Money;
  /** For an insured line that is not charged yet: the parts of what to collect, and whose word they rest on. */
  readonly collect?: { readonly parts: string; readonly basis: string };
  /** What the desk must do or must not do because of the route. */
  readonly notices: readonly RouteNotice[];
  /** Charged, and taken back since. */
  readonly isVoid?: boolean;
}

const DOCUMENTS = { superbill: 'Superbill', receipt_only: 'Receipt only', claim: 'Claim' } as const;
const NOTICES = {
  no_disclosure_to_plan: 'Tell the plan nothing about this line: no claim, no eligibility or status request.',
  good_faith_estimate: 'The patient is owed a good faith estimate.',
  advance_beneficiary_notice: 'Have the Advance Beneficiary Notice signed first.',
  medicare_private_contract: 'Needs a private contract with the patient.',
  medicaid_notice: 'Check the state’s Medicaid notice before taking money.',
  authorization_missing: 'The claim is held until the authorization is on file.',
} as const satisfies Record<RouteNotice, string>;
const DESTINATIONS = { insurance: 'Insurance', self_pay: 'Patient pays' } as const;

/** A line with its price and why, its route and why. */
export function VisitLine({ line }: { readonly line: ReviewLine }) {
  return (
    <li class="review-line">
      <div class="review-line-head">
        <h3>
          {line.name}
          {line.quantity > 1 ? <span class="times"> × {line.quantity}</span> : null}
          {line.isVoid ? <StatusBadge state="void" /> : null}
        </h3>
        <span class="review-line-amount">
          {line.listAmount ? (
            <s>
              <span class="visually-hidden">instead of </span>
              <Amount of={line.listAmount} />
            </s>
          ) : null}
          <Amount of={line.amount} />
        </span>
      </div>
      <p class="tags">
        <Tag tone={line.destination === 'insurance' ? 'calm' : 'info'}>{DESTINATIONS[line.destination]}</Tag>
        <Tag>{DOCUMENTS[line.documentRule]}</Tag>
        <Tag tone={line.isHsaFsaEligible ? 'good' : 'neutral'}>
          {line.isHsaFsaEligible ? 'HSA/FSA eligible' : 'Not HSA/FSA'}
        </Tag>
      </p>
      <dl class="why">
        <div>
          <dt>Why this price</dt>
          <dd>{line.priceReason}</dd>
        </div>
        <div>
          <dt>Why this route</dt>
          <dd>
            {line.routeReason} <span class="source">{line.routeRule}</span>
          </dd>
        </div>
        {line.notices.length > 0 ? (
          <div>
            <dt>To do</dt>
            <dd>
              <ul>
                {line.notices.map((notice) => (
                  <li key={notice}>{NOTICES[notice]}</li>
                ))}
              </ul>
            </dd>
          </div>
        ) : null}
        {line.destination === 'insurance' ? <Shares line={line} /> : null}
      </dl>
    </li>
  );
}

/** Who pays an insured line; before it is charged, what to collect today and why that much. */
function Shares({ line: { patientPays, insuranceExpected, collect } }: { readonly line: ReviewLine }) {
  return (
    <>
      <div>
        <dt>Who pays</dt>
        <dd>
          Patient <Amount of={patientPays} />, insurance about <Amount of={insuranceExpected} />
        </dd>
      </div>
      {collect ? (
        <div>
          <dt>Collect today</dt>
          <dd>
            <Amount of={patientPays} />. {collect.parts}. {collect.basis}
          </dd>
        </div>
      ) : null}
    </>
  );
}
