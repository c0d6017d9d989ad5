import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { NoticesModule } from '../notices/notices.module';
import { PatientsController } from './http/patients.controller';
import { PatientsReader } from './patients.reader';
import { PatientsRepository } from './persistence/patients.repository';
import { RegisterPatient } from './register-patient';
import { SoberFirst } from './sober-first';
import { UpdatePatient } from './update-patient';

/**
 * Patients: who is treated, under which names, and how they are found.
 *
 * Owns: patients, patient_search_words, patient_account_numbers.
 * Doors: register-patient, update-patient, patients.reader, patient.view, patient-details, sober-first (asked before
 * anything is signed; the charges room tells it, by its mark).
 * May call: access, clinics, notices. Never: coverage, money.
 */
@Module({
  imports: [AccessModule, ClinicsModule, NoticesModule],
  controllers: [PatientsController],
  providers: [PatientsReader, PatientsRepository, RegisterPatient, SoberFirst, UpdatePatient],
  exports: [PatientsReader, RegisterPatient, SoberFirst, UpdatePatient],
})
export class PatientsModule {}
