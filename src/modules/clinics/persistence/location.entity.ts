import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClinicId, LocationId } from '../../../kernel/ids';
import { AddressColumns } from './address.columns';

/** A place where a clinic gives care. */
@Entity({ name: 'locations' })
export class LocationEntity {
  @PrimaryColumn('uuid', { name: 'clinic_id' })
  clinicId: ClinicId;

  @PrimaryColumn('uuid')
  id: LocationId;

  @Column('text')
  name: string;

  @Column('text', { name: 'place_of_service' })
  placeOfService: string;

  @Column('text', { nullable: true })
  npi: string | null;

  @Column(() => AddressColumns, { prefix: false })
  address: AddressColumns;
}
