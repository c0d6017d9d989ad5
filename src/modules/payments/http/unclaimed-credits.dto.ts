import { DateField, UuidField } from '../../../platform/http/fields';

export class UnclaimedLetterDto {
  @DateField({ description: 'Business day the letter was sent to the owner’s last address.' })
  sentOn: string;
}

export class UnclaimedTransferBody {
  @UuidField({ description: 'Another person decides at POST /v1/approvals/{id}/approve.' })
  approvalId: string;
}
