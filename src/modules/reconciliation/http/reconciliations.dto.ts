import { DateField } from '../../../platform/http/fields';

export class RunReconciliationDto {
  @DateField({ optional: true, description: 'A month before the end unless told.' })
  from?: string;

  @DateField({ optional: true, description: 'Today unless told.' })
  to?: string;
}
