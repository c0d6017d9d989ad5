import { Injectable } from '@nestjs/common';
import type { ClinicId } from '../kernel/ids';
import { RequestContext } from '../platform/context/request-context';
import { Sql } from '../platform/database/sql';
import { Transactions } from '../platform/database/transactions';
import type { DemoClinic } from './data/demo-clinic';
import { DemoCatalog } from './demo-catalog';
import type { DemoUser } from './demo-credentials';
import { DemoPeople } from './demo-people';

/**
 * Opens a demo clinic unless it is there. All of it or nothing, in one transaction that replicas starting together wait
 * for; the context's clinic id is used for a new one.
 */
@Injectable()
export class EnsureDemoClinic {
  constructor(
    private readonly context: RequestContext,
    private readonly transactions: Transactions,
    private readonly sql: Sql,
    private readonly catalog: DemoCatalog,
    private readonly people: DemoPeople,
  ) {}

  /** The clinic's id, new or old. */
  execute(demo: DemoClinic, users: readonly DemoUser[]): Promise<ClinicId> {
    const { slug } = demo.clinic;
    return this.transactions.run(async () => {
      await this.sql.query(`SELECT pg_advisory_xact_lock(hashtextextended('open demo clinics', 0))`);
      const found = await this.sql.one<{ id: ClinicId | null }>('SELECT clinic_id_by_slug($1) AS id', [slug]);
      if (found?.id) return found.id;
      await this.catalog.open(demo);
      await this.people.employ(users);
      await this.people.register(demo);
      return this.context.clinicId;
    });
  }
}
