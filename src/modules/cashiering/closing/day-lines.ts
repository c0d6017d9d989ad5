import type { TenderLine } from '../../../domain/cashiering/day-tenders';
import { Money } from '../../../kernel/money';
import type { DaySessionRow, TenderLineRow } from '../persistence/day-facts.reader';

/** A row of the books as the rule that sets counts against them takes it. */
export const toTenderLine = ({ takenCents, returnedCents, ...line }: TenderLineRow): TenderLine => ({
  ...line,
  taken: Money.fromColumn(takenCents),
  returned: Money.fromColumn(returnedCents),
});

/** Over or short of all drawers that were counted, with the reasons given then. */
export function drawersOf(sessions: readonly DaySessionRow[]): { overShort: Money; reason: string | null } | undefined {
  if (sessions.length === 0) return undefined;
  const reasons = sessions.flatMap(({ reason }) => reason ?? []);
  return {
    overShort: Money.sum(sessions.map(({ overShortCents }) => Money.fromColumn(overShortCents))),
    reason: reasons.length > 0 ? reasons.join('; ') : null,
  };
}
