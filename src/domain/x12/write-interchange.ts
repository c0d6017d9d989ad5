import type { Temporal } from 'temporal-polyfill';
import { formatX12Date } from './values';
import { USUAL_DELIMITERS } from './segment';
import { X12Writer } from './writer';

/** The envelope of an outbound file with one transaction. */
export interface InterchangeHeader {
  /** ISA06 and GS02: up to 15 characters. */
  readonly senderId: string;
  /** ISA08 and GS03. */
  readonly receiverId: string;
  /** When it was made, in the clinic's zone. */
  readonly at: Temporal.PlainDateTime;
  /** `T` test, `P` production (ISA15). */
  readonly usage: 'T' | 'P';
  /** ISA13, 1..999999999. */
  readonly interchangeNumber: number;
  /** GS06. */
  readonly groupNumber: number;
  /** ST02. */
  readonly transactionNumber: number;
  /** GS01: `HC` for a claim. */
  readonly functionalCode: string;
  /** ST01. */
  readonly transactionSet: string;
  /** GS08 and ST03: `005010X222A1`. */
  readonly implementation: string;
}

const time = (at: Temporal.PlainDateTime): string => at.toPlainTime().toString().slice(0, 5).replace(':', '');

/**
 * One interchange with one group with one transaction (ISA, GS, ST … SE, GE, IEA): control numbers on both ends, SE01
 * counts ST to SE. One segment a line.
 *
 * @param body writes the segments between ST and SE
 * Errors: X12Error `element_invalid`.
 */
export function writeInterchange(header: InterchangeHeader, body: (writer: X12Writer) => void): string {
  const writer = new X12Writer();
  const interchangeNumber = String(header.interchangeNumber).padStart(9, '0');
  const transactionNumber = String(header.transactionNumber).padStart(4, '0');
  const date = formatX12Date(header.at.toPlainDate());
  const blank = ' '.repeat(10);
  writer.write(
    [
      'ISA',
      ...['00', blank, '00', blank],
      ...['ZZ', header.senderId.padEnd(15), 'ZZ', header.receiverId.padEnd(15)],
      ...[date.slice(2), time(header.at), USUAL_DELIMITERS.repetition, '00501', interchangeNumber, '0', header.usage],
      USUAL_DELIMITERS.component,
    ],
    [
      'GS',
      header.functionalCode,
      header.senderId,
      header.receiverId,
      date,
      time(header.at),
      header.groupNumber,
      'X',
      header.implementation,
    ],
  );
  const before = writer.count;
  writer.write(['ST', header.transactionSet, transactionNumber, header.implementation]);
  body(writer);
  writer.write(
    ['SE', writer.count - before + 1, transactionNumber],
    ['GE', 1, header.groupNumber],
    ['IEA', 1, interchangeNumber],
  );
  return writer.toString();
}
