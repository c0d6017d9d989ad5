import { Column } from 'typeorm';

/** The columns of a US postal address, the same in every table that has one. */
export class AddressColumns {
  @Column('text')
  line1: string;

  @Column('text', { nullable: true })
  line2: string | null;

  @Column('text')
  city: string;

  @Column('text')
  state: string;

  @Column('text', { name: 'postal_code' })
  postalCode: string;
}
