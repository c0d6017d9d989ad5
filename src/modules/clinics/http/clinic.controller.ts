import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers } from '../../../platform/http/answers';
import { Permit } from '../../access/permit';
import type { ClinicView } from '../clinic.view';
import { ClinicsReader } from '../clinics.reader';
import { UpdateClinicPolicies } from '../update-clinic-policies';
import { ClinicBody } from './clinic.dto';
import { UpdatePoliciesDto } from './policies.dto';

/** The clinic of the caller's key or session. */
@ApiTags('clinic')
@Controller('v1/clinic')
export class ClinicController {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly updatePolicies: UpdateClinicPolicies,
  ) {}

  @Get()
  @Permit('clinic.read')
  @Answers({ type: ClinicBody, description: 'The caller’s clinic with its locations, providers and policies.' })
  read(): Promise<ClinicView> {
    return this.clinics.current();
  }

  @Patch('policies')
  @Permit('settings.manage')
  @Answers({
    type: ClinicBody,
    description: 'Changes policies of the clinic; needs the version that was read.',
    problems: ['version_stale'],
  })
  update(@Body() body: UpdatePoliciesDto): Promise<ClinicView> {
    return this.updatePolicies.execute(body);
  }
}
