import { Injectable, SetMetadata } from '@nestjs/common';
import { MarkedProviders } from '../../platform/discovery/marked-providers';
import type { VisitToBook } from './visit-record';

const VISIT_LIMIT = 'charges.visit-limit';

/** Marks a provider that may refuse what a visit bills; the posting finds it. */
export const RegisterVisitLimit = (): ClassDecorator => SetMetadata(VISIT_LIMIT, true);

/** Why a visit may be billed although the patient was told of less. */
export interface EstimateOverride {
  readonly reason: string;
}

/** A visit just stored, still free to be refused. */
export interface BilledVisit extends VisitToBook {
  readonly estimateOverride?: EstimateOverride;
}

/** What a room to the right knows that forbids billing a visit, or lets it pass for a reason that it keeps. */
export abstract class VisitLimit {
  /** Tx: that of the visit, whose rows are there. Errors: its own, such as `estimate_exceeded`. */
  abstract refuse(visit: BilledVisit): Promise<void>;
}

/** Asks every {@link VisitLimit}. */
@Injectable()
export class VisitLimits {
  constructor(private readonly providers: MarkedProviders) {}

  async refuse(visit: BilledVisit): Promise<void> {
    for (const limit of this.providers.of<VisitLimit>(VISIT_LIMIT)) await limit.refuse(visit);
  }
}
