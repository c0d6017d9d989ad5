import { SetMetadata } from '@nestjs/common';
import type { ClaimId, VisitId } from '../../kernel/ids';
import type { VisitToBook } from './visit-record';

export const VISIT_CLAIMS = 'charges.visit-claims';

/** Marks the provider that makes the claims of visits; posting a visit finds it. */
export const RegisterVisitClaims = (): ClassDecorator => SetMetadata(VISIT_CLAIMS, true);

/** What becomes of the charges that go to insurance. The claims room provides it, so that this room knows of no claim. */
export abstract class VisitClaims {
  /** Makes the claim of a visit, if any of its charges goes to insurance. Tx: inside that of the visit. */
  abstract prepare(visit: VisitToBook): Promise<void>;
  /** The claims of visits; a visit without one is not in the map. Tx: joins the open one. */
  abstract ofVisits(visitIds: readonly VisitId[]): Promise<ReadonlyMap<VisitId, ClaimId>>;
}
