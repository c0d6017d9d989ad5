import { Injectable } from '@nestjs/common';
import type { BusinessDate } from '../../../kernel/business-date';
import type { PatientId } from '../../../kernel/ids';
import type { LineInput } from './decide-lines';
import { type PrepaidSession, PrepaidCareLookup } from '../prepaid-care';

/** A line with the session bought ahead that covers it. */
export interface CoveredLine<Line extends LineInput> {
  readonly line: Line;
  readonly prepaid?: PrepaidSession;
}

/**
 * Finds what of a visit's lines the patient has bought ahead, for a quote and for the posting alike. A line of several units
 * of which a session covers one becomes lines of one unit; the others stay as they were asked for.
 *
 * Tx: needs one.
 */
@Injectable()
export class CoverLines {
  constructor(private readonly prepaid: PrepaidCareLookup) {}

  async execute<Line extends LineInput>(
    visit: { patientId: PatientId; dateOfService: BusinessDate; lines: readonly Line[] },
    how: 'look' | 'hold',
  ): Promise<CoveredLine<Line>[]> {
    const units = visit.lines.flatMap((line, index) =>
      line.agreedPrice ? [] : Array.from({ length: line.quantity ?? 1 }, () => ({ index, code: line.serviceCode })),
    );
    const care = { ...visit, serviceCodes: units.map(({ code }) => code) };
    const sessions = await this.prepaid.get().cover(care, how);
    return visit.lines.flatMap((line, index): CoveredLine<Line>[] => {
      const own = units.flatMap((unit, place) => (unit.index === index ? [sessions[place]] : []));
      if (own.every((session) => session === undefined)) return [{ line }];
      return own.map((session) => ({
        line: { ...line, quantity: 1, agreedPrice: session?.agreedPrice },
        prepaid: session,
      }));
    });
  }
}
