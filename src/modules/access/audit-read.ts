import { SetMetadata } from '@nestjs/common';

/** Where the audit interceptor finds what a route shows. */
export const AUDIT_READ = 'access:audit-read';

/**
 * Records every successful call of a GET route that shows health or payment data about a person: who read it and which
 * record, or for a list how many; never names. The row is committed before the answer leaves.
 *
 * @param subject the entity in the singular, e.g. `patient` -> actions `patient.read` and `patient.list`
 */
export const AuditRead = (subject: string) => SetMetadata(AUDIT_READ, subject);
