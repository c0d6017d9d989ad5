import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../../kernel/clock';
import { DomainError } from '../../../kernel/errors';
import { type DrawerId, type LocationId, newId } from '../../../kernel/ids';
import { violates } from '../../../platform/database/pg-errors';
import { Transactions } from '../../../platform/database/transactions';
import { RecordAuditEvent } from '../../access/record-audit-event';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { DrawersRepository } from '../persistence/drawers.repository';

/**
 * Adds a cash drawer to a location. Each location has one, "Front desk", from the start.
 *
 * Tx: joins or opens one. Idempotent by: the route's key. Errors: `location_unknown`, `drawer_name_taken`.
 */
@Injectable()
export class AddDrawer {
  constructor(
    private readonly tx: Transactions,
    private readonly clinics: ClinicsReader,
    private readonly drawers: DrawersRepository,
    private readonly audit: RecordAuditEvent,
    private readonly clock: Clock,
  ) {}

  execute({ locationId, name }: { locationId: LocationId; name: string }): Promise<DrawerId> {
    const now = this.clock.now();
    const id = newId<DrawerId>(now);
    return this.tx.run(async () => {
      await this.clinics.location(locationId);
      try {
        await this.drawers.insert({ id, locationId, name: name.trim(), createdAt: toDate(now) });
      } catch (error) {
        throw violates(error, 'uq_drawers_name') ? new DomainError('drawer_name_taken', { cause: error }) : error;
      }
      await this.audit.execute({ action: 'drawer.add', subject: { type: 'drawer', id }, facts: { locationId } });
      return id;
    });
  }
}
