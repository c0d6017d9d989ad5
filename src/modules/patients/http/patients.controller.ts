import { Body, Controller, Get, Headers, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { PatientId } from '../../../kernel/ids';
import { Answers } from '../../../platform/http/answers';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { PatientView, RegisteredPatientView } from '../patient.view';
import { PatientsReader } from '../patients.reader';
import { RegisterPatient } from '../register-patient';
import { UpdatePatient } from '../update-patient';
import { versionSeen } from './if-match';
import { toChanges, toRegistration } from './patient-body';
import { PatientSearchQuery, RegisterPatientBody, UpdatePatientBody } from './patient.dto';

/** /v1/patients */
@ApiTags('patients')
@Controller('v1/patients')
export class PatientsController {
  constructor(
    private readonly registerPatient: RegisterPatient,
    private readonly updatePatient: UpdatePatient,
    private readonly patients: PatientsReader,
  ) {}

  @Post()
  @Permit('patients.write')
  @Answers({ status: 201, type: RegisteredPatientView, description: 'Registers a patient.' })
  register(@Body() body: RegisterPatientBody) {
    return this.registerPatient.execute(toRegistration(body));
  }

  @Get()
  @Permit('patients.read')
  @AuditRead('patient')
  @Answers({
    type: PatientView,
    list: true,
    description: 'Finds patients by names, birth date, phone or account number.',
    problems: ['cursor_invalid'],
  })
  search(@Query() query: PatientSearchQuery) {
    return this.patients.search(query);
  }

  @Get(':id')
  @Permit('patients.read')
  @AuditRead('patient')
  @Answers({ type: PatientView, description: 'One patient.', problems: ['not_found', 'patient_unknown'] })
  get(@Param('id', UuidPipe) id: PatientId) {
    return this.patients.get(id);
  }

  @Patch(':id')
  @Permit('patients.write')
  @Answers({
    type: PatientView,
    description: 'Changes what is given; null clears. Needs the version that was read, in the body or as If-Match.',
    problems: ['not_found', 'patient_unknown', 'version_stale'],
  })
  update(
    @Param('id', UuidPipe) patientId: PatientId,
    @Body() { version, ...changes }: UpdatePatientBody,
    @Headers('if-match') ifMatch?: string,
  ) {
    return this.updatePatient.execute({
      patientId,
      version: versionSeen(version, ifMatch),
      changes: toChanges(changes),
    });
  }
}
