import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ClaimId } from '../../../kernel/ids';
import { Cms1500Reader } from '../../claims/cms1500.reader';
import { type Cms1500Paper, renderCms1500 } from '../pdf/render-cms1500';

/** What a claim is printed on: a blank sheet, or the payer's own pre-printed form. */
export const CMS1500_PAPERS = ['plain', 'form'] as const satisfies readonly Cms1500Paper[];

/** A printed claim. */
export interface Cms1500File {
  readonly fileName: string;
  /** The PDF, the same bytes for the same claim and day. */
  readonly bytes: Buffer;
  /** Of the bytes, lower-case hex. */
  readonly sha256: string;
}

/**
 * Prints a claim for a payer that takes paper. Nothing is stored: the claim is, and says it.
 *
 * Tx: opens one to read. Errors: `claim_unknown`, `disclosure_restricted`.
 */
@Injectable()
export class PrintCms1500 {
  constructor(private readonly claims: Cms1500Reader) {}

  async execute(claimId: ClaimId, paper: Cms1500Paper = 'plain'): Promise<Cms1500File> {
    const claim = await this.claims.get(claimId);
    const bytes = Buffer.from(await renderCms1500(claim, paper));
    const fileName = `cms-1500-${claim.controlNumber}.pdf`;
    return { fileName, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
  }
}
