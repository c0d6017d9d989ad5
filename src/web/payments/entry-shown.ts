import { parseBusinessDate } from '../../kernel/business-date';
import type { JournalEntryView } from '../../modules/ledger/entries.reader';
import type { EntryShown } from './entry-lines';

/** A journal entry for a page, its kind in words. */
export const entryShown = (
  { id, kind, effectiveOn, lines }: JournalEntryView,
  wordsOf: (kind: string) => string,
): EntryShown => ({
  id,
  kind: wordsOf(kind),
  effectiveOn: parseBusinessDate(effectiveOn),
  lines: lines.map((line, index) => ({ key: `${id}-${index}`, ...line })),
});
