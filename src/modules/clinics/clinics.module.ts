import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessModule } from '../access/access.module';
import { ClinicsReader } from './clinics.reader';
import { EveryClinic } from './every-clinic';
import { ClinicController } from './http/clinic.controller';
import { OpenClinic } from './open-clinic';
import { ClinicEntity } from './persistence/clinic.entity';
import { LocationEntity } from './persistence/location.entity';
import { ProviderEntity } from './persistence/provider.entity';
import { TakeNumber } from './take-number';
import { UpdateClinicPolicies } from './update-clinic-policies';

/**
 * Clinics: who the tenant is, where and by whom care is given, and the settings its administrator edits.
 *
 * Owns: clinics, locations, providers, number_sequences.
 * Doors: clinics.reader, every-clinic, open-clinic, update-clinic-policies, take-number, clinic.view, clinic-policies.
 * May call: access. Never: prices, patients, money.
 */
@Module({
  imports: [TypeOrmModule.forFeature([ClinicEntity, LocationEntity, ProviderEntity]), AccessModule],
  controllers: [ClinicController],
  providers: [ClinicsReader, EveryClinic, OpenClinic, TakeNumber, UpdateClinicPolicies],
  exports: [ClinicsReader, EveryClinic, OpenClinic, TakeNumber, UpdateClinicPolicies],
})
export class ClinicsModule {}
