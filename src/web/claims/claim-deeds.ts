import { Injectable } from '@nestjs/common';
import type { ClaimId } from '../../kernel/ids';
import { ConvertToSelfPay, type ConvertToSelfPayInput } from '../../modules/claims/convert-to-self-pay';
import {
  RecordManufacturerCopay,
  type RecordManufacturerCopayInput,
} from '../../modules/claims/record-manufacturer-copay';
import { WorkClaim } from '../../modules/claims/work-claim';
import { WriteOffClaim } from '../../modules/claims/write-off-claim';

/** What the forms about a claim do; each answers the page that shows it done. */
@Injectable()
export class ClaimDeeds {
  constructor(
    private readonly work: WorkClaim,
    private readonly giveUpClaim: WriteOffClaim,
    private readonly convert: ConvertToSelfPay,
    private readonly copays: RecordManufacturerCopay,
  ) {}

  async appeal(claimId: ClaimId, note: string): Promise<string> {
    await this.work.appeal({ claimId, note });
    return pageOf(claimId);
  }

  /** On to the claim that takes its place. */
  async replace(claimId: ClaimId, frequency: 'replacement' | 'void'): Promise<string> {
    const { id } = await this.work.replace({ claimId, frequency });
    return pageOf(id);
  }

  async giveUp(claimId: ClaimId, reason: string): Promise<string> {
    await this.giveUpClaim.execute({ claimId, reason });
    return pageOf(claimId);
  }

  /** On to the patient, who has a bill now. */
  async billPatient(input: ConvertToSelfPayInput): Promise<string> {
    const { patientId } = await this.convert.execute(input);
    return `/patients/${patientId}#open`;
  }

  async copay(input: RecordManufacturerCopayInput): Promise<string> {
    await this.copays.execute(input);
    return pageOf(input.claimId);
  }
}

const pageOf = (id: ClaimId): string => `/claims/${id}`;
