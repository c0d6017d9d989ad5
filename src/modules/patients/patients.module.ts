import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { NoticesModule } from '../notices/notices.module';
import { PatientsController } from './http/patients.controller';
import { PatientsReader } from './patients.reader';
import { PatientsRepository } from './persistence/patients.repository';
import { RegisterPatient } from './register-patient';
import { UpdatePatient } from './update-patient';

/**
 * Patients: who is treated, under which names, and how they are found.
 *
 * Owns: patients, patient_search_words, patient_account_numbers.
 * Doors: register-patient, update-patient, patients.reader, patient.view, patient-details.
 * May call: access, clinics, notices. Never: coverage, money.
 */
@Module({
  imports: [AccessModule, ClinicsModule, NoticesModule],
  controllers: [PatientsController],
  providers: [PatientsReader, PatientsRepository, RegisterPatient, UpdatePatient],
  exports: [PatientsReader, RegisterPatient, UpdatePatient],
})
export class PatientsModule {}
