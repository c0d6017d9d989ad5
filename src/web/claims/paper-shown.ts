import { CMS1500_BOXES, type Cms1500Box } from '../../domain/claims/cms1500-boxes';
import { Money } from '../../kernel/money';
import type { Cms1500Line, Cms1500View } from '../../modules/claims/cms1500.view';
import type { PaperLineShown, SheetShown } from './paper.page';

/** A sheet of the form as its page shows it: the boxes that are filled, in the order of the form. */
export const toSheet = (
  { boxes, lines, totalChargeCents }: Cms1500View['sheets'][number],
  index: number,
): SheetShown => ({
  key: String(index + 1),
  boxes: (Object.keys(CMS1500_BOXES) as Cms1500Box[]).flatMap((number) => {
    const value = boxes[number];
    return value === undefined || value === '' ? [] : [{ number, what: CMS1500_BOXES[number], value }];
  }),
  lines: lines.map(toLine),
  charged: Money.cents(totalChargeCents),
});

const toLine = (line: Cms1500Line, index: number): PaperLineShown => ({
  key: String(index + 1),
  on: line['24A.from'] ?? '',
  code: [line['24D'], line['24D.modifiers']].filter(Boolean).join(' '),
  supplement: line['24.supplement'],
  diagnoses: line['24E'] ?? '',
  units: line['24G'] ?? '',
  charge: line['24F'] ?? '',
});
