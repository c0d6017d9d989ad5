import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ClinicView } from '../clinics/clinic.view';
import type { DailyCloseModel } from './models/daily-close.model';
import { renderDailyClose } from './pdf/render-daily-close';
import { printedPractice } from './sources/printed-parties';

/** A daily close as it is handed out. */
export interface DailyCloseFile {
  readonly fileName: string;
  /** The PDF, the same bytes for the same close. */
  readonly bytes: Buffer;
  /** Of the bytes, lower-case hex. */
  readonly sha256: string;
}

/** Prints a closed business day. Nothing is stored: what is printed was frozen, and hashed, when the day was closed. */
@Injectable()
export class PrintDailyClose {
  async execute(clinic: ClinicView, close: Omit<DailyCloseModel, 'practice'>): Promise<DailyCloseFile> {
    const bytes = Buffer.from(await renderDailyClose({ ...close, practice: printedPractice(clinic) }));
    return {
      fileName: `daily-close-${close.number}.pdf`,
      bytes,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    };
  }
}
