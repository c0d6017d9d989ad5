import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClinicId, ProviderId } from '../../../kernel/ids';

/** A person who renders care for a clinic. */
@Entity({ name: 'providers' })
export class ProviderEntity {
  @PrimaryColumn('uuid', { name: 'clinic_id' })
  clinicId: ClinicId;

  @PrimaryColumn('uuid')
  id: ProviderId;

  @Column('text', { name: 'first_name' })
  firstName: string;

  @Column('text', { name: 'last_name' })
  lastName: string;

  @Column('text')
  credentials: string;

  @Column('text')
  npi: string;

  @Column('text', { name: 'license_number' })
  licenseNumber: string;

  @Column('text', { name: 'license_state' })
  licenseState: string;

  @Column('boolean', { name: 'is_medicare_opted_out' })
  isMedicareOptedOut: boolean;

  @Column('text', { name: 'taxonomy_code' })
  taxonomyCode: string;
}
