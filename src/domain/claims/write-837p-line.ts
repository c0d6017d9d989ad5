import { formatX12Amount, formatX12Date } from '../x12/values';
import type { X12Row, X12Writer } from '../x12/writer';
import type { ClaimAdjustment, ClaimFormLine, LineAdjudication } from './claim-form';
import { x12Name } from './claim-text';

/** Loops 2400 to 2430: the line, its drug, and what other payers decided about it. */
export function writeLine(writer: X12Writer, line: ClaimFormLine, number: number): void {
  const procedure = ['HC', line.procedureCode, ...line.modifiers];
  writer.write(
    ['LX', number],
    [
      'SV1',
      procedure,
      formatX12Amount(line.amount),
      'UN',
      line.units,
      line.placeOfService ?? '',
      '',
      line.diagnosisPointers,
    ],
    ['DTP', '472', 'D8', formatX12Date(line.dateOfService)],
    ['REF', '6R', line.controlNumber],
  );
  if (line.note !== undefined) writer.write(['NTE', 'ADD', x12Name(line.note)]);
  if (line.drug)
    writer.write(['LIN', '', 'N4', line.drug.ndc], ['CTP', '', '', '', line.drug.quantity, line.drug.unit]);
  line.adjudications?.forEach((decided) => writeAdjudication(writer, decided, procedure));
}

function writeAdjudication(writer: X12Writer, decided: LineAdjudication, procedure: readonly string[]): void {
  writer.write(
    ['SVD', decided.payerId, formatX12Amount(decided.paid), procedure, '', decided.units],
    ...adjustmentRows(decided.adjustments),
    ['DTP', '573', 'D8', formatX12Date(decided.decidedOn)],
  );
}

/** One CAS a group, its reasons side by side: at most six (CAS02..CAS19). */
export function adjustmentRows(adjustments: readonly ClaimAdjustment[]): X12Row[] {
  const groups = new Map<string, ClaimAdjustment[]>();
  for (const adjustment of adjustments)
    groups.set(adjustment.group, [...(groups.get(adjustment.group) ?? []), adjustment]);
  return [...groups].flatMap(([group, reasons]) =>
    Array.from({ length: Math.ceil(reasons.length / 6) }, (_, part): X12Row => {
      const triplets = reasons.slice(part * 6, part * 6 + 6);
      return ['CAS', group, ...triplets.flatMap(({ reason, amount }) => [reason, formatX12Amount(amount), ''])];
    }),
  );
}
