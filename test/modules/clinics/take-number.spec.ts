import type { ClinicId } from '../../../src/kernel/ids';
import { TakeNumber } from '../../../src/modules/clinics/take-number';
import { Transactions } from '../../../src/platform/database/transactions';
import { startTestApp, type TestApp } from '../../support/app';
import { openTestClinic } from '../../support/clinics';

class GaveUp extends Error {}

describe('Paper numbers', () => {
  let app: TestApp;
  let clinic: ClinicId;

  beforeAll(async () => {
    app = await startTestApp();
    clinic = await openTestClinic(app);
  });

  afterAll(() => app.close());

  const take = (clinicId: ClinicId, kind: 'invoice' | 'receipt' | 'superbill', gaveUp = false) =>
    app.as(clinicId, () =>
      app.get(Transactions).run(async () => {
        const number = await app.get(TakeNumber).execute(kind);
        if (gaveUp) throw new GaveUp();
        return number;
      }),
    );

  it('have no gap and no twin when fifty take one at once and every third changes its mind', async () => {
    const takers = Array.from({ length: 50 }, (_, index) => take(clinic, 'invoice', index % 3 === 0));
    const outcomes = await Promise.allSettled(takers);
    const numbers = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
    const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    expect(refusals.every((reason) => reason instanceof GaveUp)).toBe(true);
    expect(numbers.sort()).toEqual(
      Array.from({ length: 33 }, (_, index) => `INV-${String(index + 1).padStart(6, '0')}`),
    );
  });

  it('are counted for each kind and each clinic on its own', async () => {
    const another = await openTestClinic(app);
    expect(await take(clinic, 'receipt')).toBe('RCT-000001');
    expect(await take(clinic, 'superbill')).toBe('SB-000001');
    expect(await take(another, 'invoice')).toBe('INV-000001');
    expect(await take(clinic, 'receipt')).toBe('RCT-000002');
  });

  it('keep counting beyond six digits', async () => {
    await app.database.query(
      `UPDATE number_sequences SET last_number = 999999 WHERE clinic_id = $1 AND kind = 'receipt'`,
      [clinic],
    );
    expect(await take(clinic, 'receipt')).toBe('RCT-1000000');
  });
});
