import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClinicId } from '../../../kernel/ids';
import type { ClinicPolicies } from '../clinic-policies';
import { AddressColumns } from './address.columns';

/** A clinic and its settings. Its id is the tenant of every other row. */
@Entity({ name: 'clinics' })
export class ClinicEntity {
  @PrimaryColumn('uuid')
  id: ClinicId;

  @Column('text')
  slug: string;

  @Column('text')
  name: string;

  @Column('text', { name: 'legal_name' })
  legalName: string;

  @Column('text', { name: 'time_zone' })
  timeZone: string;

  @Column('text')
  ein: string;

  @Column('text')
  npi: string;

  @Column('text')
  phone: string;

  @Column('text')
  email: string;

  @Column(() => AddressColumns, { prefix: false })
  address: AddressColumns;

  @Column('text', { name: 'statement_descriptor' })
  statementDescriptor: string;

  @Column('jsonb')
  policies: ClinicPolicies;

  @Column('integer')
  version: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
