import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { businessDateOf } from '../../kernel/business-date';
import { Clock, toDate } from '../../kernel/clock';
import { DomainError, type FieldError } from '../../kernel/errors';
import { type GroupSessionId, type LocationId, newId, type ProviderId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { PricesReader } from '../catalog/prices.reader';
import type { ServiceView } from '../catalog/service.view';
import { ClinicsReader } from '../clinics/clinics.reader';
import { GroupSessionsRepository } from './persistence/group-sessions.repository';
import { Authors } from './seating/author';

export interface OpenGroupSessionInput {
  readonly serviceCode: string;
  readonly startsAt: Temporal.Instant;
  readonly providerId: ProviderId;
  /** The clinic's first location unless told. */
  readonly locationId?: LocationId;
  /** Seats; as many as the service has unless told, and never more. */
  readonly capacity?: number;
  /** Fewer patients than this, and the clinic would rather not hold it. */
  readonly leastPatients?: number;
}

/**
 * Opens a session of a group service for booking.
 *
 * Tx: joins or opens one. Posts: nothing.
 * Errors: `service_unknown`, `service_not_for_groups`, `provider_unknown`, `location_unknown`, `validation_failed` for a start
 * gone by, a capacity above the service's, or none at all.
 */
@Injectable()
export class OpenGroupSession {
  constructor(
    private readonly tx: Transactions,
    private readonly clinics: ClinicsReader,
    private readonly prices: PricesReader,
    private readonly sessions: GroupSessionsRepository,
    private readonly author: Authors,
    private readonly clock: Clock,
  ) {}

  execute(input: OpenGroupSessionInput): Promise<GroupSessionId> {
    return this.tx.run(async () => {
      const clinic = await this.clinics.current();
      const service = await this.prices.service(input.serviceCode);
      assertForGroups(service);
      await this.clinics.provider(input.providerId);
      const location = input.locationId ? await this.clinics.location(input.locationId) : clinic.locations[0];
      if (!location) throw new DomainError('location_unknown', { detail: 'This clinic has no such location.' });
      const now = this.clock.now();
      const capacity = input.capacity ?? service.capacity ?? 0;
      refuseUnfit(input, { now, capacity, most: service.capacity ?? MOST_SEATS });
      const id = newId<GroupSessionId>(now);
      await this.sessions.insert(
        {
          id,
          serviceId: service.id,
          serviceCode: service.code,
          providerId: input.providerId,
          locationId: location.id,
          startsAt: toDate(input.startsAt),
          sessionOn: businessDateOf(input.startsAt, clinic.timeZone).toString(),
          durationMinutes: service.durationMinutes,
          capacity,
          leastPatients: input.leastPatients ?? null,
        },
        this.author.now(),
      );
      await this.author.record('open', id, { capacity, serviceCode: service.code });
      return id;
    });
  }
}

const MOST_SEATS = 100;

function assertForGroups({ kind, capacity, displayName }: ServiceView): void {
  if (kind === 'group_experiential' || (capacity ?? 1) > 1) return;
  throw new DomainError('service_not_for_groups', {
    detail: `${displayName} is given to one patient at a time.`,
    errors: [{ pointer: '/serviceCode', message: 'is not a service for groups' }],
  });
}

function refuseUnfit(
  { startsAt, leastPatients }: OpenGroupSessionInput,
  { now, capacity, most }: { now: Temporal.Instant; capacity: number; most: number },
): void {
  const errors: FieldError[] = [];
  if (Temporal.Instant.compare(startsAt, now) <= 0)
    errors.push({ pointer: '/startsAt', message: 'must lie in the future' });
  if (capacity < 1) errors.push({ pointer: '/capacity', message: 'is needed: the service does not say how many' });
  if (capacity > most) errors.push({ pointer: '/capacity', message: `must be at most ${most}, as the service has` });
  if (leastPatients !== undefined && leastPatients > capacity)
    errors.push({ pointer: '/leastPatients', message: `must be at most ${capacity}` });
  if (errors.length > 0) throw new DomainError('validation_failed', { errors });
}
