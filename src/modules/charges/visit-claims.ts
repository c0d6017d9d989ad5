import { Injectable, SetMetadata } from '@nestjs/common';
import type { ChargeId, ClaimId, VisitId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { MarkedProviders } from '../../platform/discovery/marked-providers';
import type { VisitToBook } from './visit-record';

const VISIT_CLAIMS = 'charges.visit-claims';

/** Marks the provider that makes the claims of visits. There is one: the claims room's. */
export const RegisterVisitClaims = (): ClassDecorator => SetMetadata(VISIT_CLAIMS, true);

/** What becomes of the charges that go to insurance. The claims room provides it, so that this room knows of no claim. */
export abstract class VisitClaims {
  /** Makes the claim of a visit, if any of its charges goes to insurance. Tx: inside that of the visit. */
  abstract prepare(visit: VisitToBook): Promise<void>;
  /** The claims of visits; a visit without one is not in the map. Tx: joins the open one. */
  abstract ofVisits(visitIds: readonly VisitId[]): Promise<ReadonlyMap<VisitId, ClaimId>>;
  /**
   * That no payer was told of the charges; holds their claims, so that nobody sends one meanwhile.
   * Tx: needs one, before the charges' items are locked: claims come first. Errors: `visit_has_claim`.
   */
  abstract assertUnsent(chargeIds: readonly ChargeId[]): Promise<void>;
  /** Withdraws the claims of charges that are voided. Tx: needs one that has asserted them unsent. */
  abstract withdraw(chargeIds: readonly ChargeId[]): Promise<void>;
}

/** Finds the one {@link VisitClaims}. */
@Injectable()
export class VisitClaimsLookup {
  constructor(private readonly providers: MarkedProviders) {}

  get(): VisitClaims {
    const [claims] = this.providers.of<VisitClaims>(VISIT_CLAIMS);
    invariant(claims, 'a room to the right provides the claims of visits');
    return claims;
  }
}
