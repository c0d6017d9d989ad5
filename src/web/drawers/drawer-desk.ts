import { Injectable } from '@nestjs/common';
import { CHART } from '../../domain/ledger/accounts';
import { PAID_ACCOUNTS } from '../../domain/ledger/drawer-recipes';
import type { DrawerId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { isAllowed } from '../../modules/access/permissions';
import type { StaffUserView } from '../../modules/access/staff-user.view';
import { StaffUsersReader } from '../../modules/access/staff-users.reader';
import type { DrawerView } from '../../modules/cashiering/drawer.view';
import { DrawersReader } from '../../modules/cashiering/drawers.reader';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { BalancesReader } from '../../modules/ledger/balances.reader';
import { Transactions } from '../../platform/database/transactions';
import { type DrawerHead, type SessionShown, toHead, toSession } from './drawer-shown';
import type { DrawerRow } from './drawers.page';

const MOST = 200;

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A drawer with its open session, or the last. */
export interface DrawerShown {
  readonly drawer: DrawerHead;
  readonly timeZone: string;
  readonly session?: SessionShown;
}

/** Cash in no drawer. */
export interface OutsideCash {
  readonly entryId: string;
  readonly amount: Money;
  readonly on: string;
}

/** What the pages of drawers show. Tx: joins the open one or opens its own. */
@Injectable()
export class DrawerDesk {
  constructor(
    private readonly tx: Transactions,
    private readonly drawers: DrawersReader,
    private readonly clinics: ClinicsReader,
    private readonly staff: StaffUsersReader,
    private readonly balances: BalancesReader,
  ) {}

  list(): Promise<{ rows: DrawerRow[]; timeZone: string }> {
    return this.tx.run(async () => {
      const { timeZone, locations } = await this.clinics.current();
      const nameOf = namesOf(await this.people());
      const rows = (await this.drawers.list()).map((drawer) => ({
        ...toHead(drawer, locations.length > 1),
        session: drawer.session ? toSession(drawer.session, nameOf) : undefined,
      }));
      return { rows, timeZone };
    });
  }

  /** Errors: `drawer_unknown`. */
  one(id: DrawerId): Promise<DrawerShown> {
    return this.tx.run(async () => this.shown(await this.drawers.get(id)));
  }

  /** The newest first. */
  async outsideCash(): Promise<OutsideCash[]> {
    const { data } = await this.drawers.outsideCash({ limit: MOST });
    return data.map(({ entryId, amountCents, effectiveOn }) => ({
      entryId,
      amount: Money.cents(amountCents),
      on: effectiveOn,
    }));
  }

  /** Where cash may come from or go to besides the bank, which is the blank choice. */
  async accounts(): Promise<Choice[]> {
    const own = (await this.balances.accounts()).filter(
      ({ number, kind }) =>
        PAID_ACCOUNTS.includes(number) || (kind === 'expense' && !CHART.some((row) => row.number === number)),
    );
    const [bank] = PAID_ACCOUNTS;
    return own.map(({ number, name }) => ({
      value: number === bank ? '' : String(number),
      label: `${number} ${name}`,
    }));
  }

  /** Who may take a drawer over from whoever holds it. */
  async successors(id: DrawerId): Promise<Choice[]> {
    const [drawer, people] = await Promise.all([this.drawers.get(id), this.people()]);
    return people
      .filter(({ role, status, email }) => {
        const isFree = email !== drawer.session?.heldBy;
        return isFree && status === 'active' && isAllowed(role, 'drawers.work');
      })
      .map(({ id: value, displayName }) => ({ value, label: displayName }))
      .sort((a, b) => a.label.localeCompare(b.label));
  }

  private async shown(drawer: DrawerView): Promise<DrawerShown> {
    const { timeZone, locations } = await this.clinics.current();
    const nameOf = namesOf(await this.people());
    return {
      drawer: toHead(drawer, locations.length > 1),
      timeZone,
      session: drawer.session ? toSession(drawer.session, nameOf) : undefined,
    };
  }

  private async people(): Promise<StaffUserView[]> {
    return (await this.staff.list({ limit: MOST })).data;
  }
}

/** Sessions name people by their e-mail; whoever left keeps that. */
function namesOf(people: readonly StaffUserView[]): (label: string) => string {
  const names = new Map(people.map(({ email, displayName }) => [email, displayName]));
  return (label) => names.get(label) ?? label;
}
