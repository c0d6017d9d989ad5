import { ACCOUNT } from '../../../src/domain/ledger/accounts';
import { credit, debit } from '../../../src/domain/ledger/journal';
import { parseBusinessDate } from '../../../src/kernel/business-date';
import type { PatientId } from '../../../src/kernel/ids';
import { Money } from '../../../src/kernel/money';
import { PostJournalEntry } from '../../../src/modules/ledger/post-journal-entry';
import { Transactions } from '../../../src/platform/database/transactions';
import { startTestApp, type TestApp } from '../../support/app';
import { ok } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import { type Biller, openBiller, postInsuredVisit } from './support/biller';

describe('Adjustments of what an insured patient owes', () => {
  let app: TestApp;
  let potomac: DemoClinicUnderTest;
  let at: Biller;

  /** An insured Spravato visit of which the plan left $180.00 to the patient. */
  async function insured(): Promise<string> {
    const { patientId, chargeId } = await postInsuredVisit(at, potomac.desk);
    const item = { patientId: patientId as PatientId, itemId: chargeId };
    await app.as(potomac.id, () =>
      app.get(Transactions).run(() =>
        app.get(PostJournalEntry).execute({
          kind: 'patient_share',
          source: { type: 'charge', id: chargeId },
          effectiveOn: parseBusinessDate('2026-03-02'),
          lines: [
            debit(ACCOUNT.patientReceivable, Money.cents(18_000), item),
            credit(ACCOUNT.insuranceReceivable, Money.cents(18_000), item),
          ],
        }),
      ),
    );
    return chargeId;
  }

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-03-02T20:00:00Z') });
    ({ potomac } = await openDemo(app));
    at = await openBiller(app, potomac);
  });
  afterEach(() => expectLedgerTies(app, potomac.id));
  afterAll(() => app.close());

  it('are never a courtesy or a discount, and a hardship only with a second person', async () => {
    const chargeId = await insured();
    for (const type of ['courtesy', 'sliding_scale', 'prompt_pay_discount']) {
      const refused = await at.adjust(chargeId, { type, amountCents: 100 });
      expect([refused.status, refused.body.code, refused.body.useInstead]).toEqual([
        422,
        'adjustment_not_allowed',
        'financial_hardship',
      ]);
    }
    const hardship = ok(await at.adjust(chargeId, { type: 'financial_hardship', amountCents: 100 }));
    expect(hardship.status).toBe('awaiting_approval');
    ok(await at.decide(hardship.approvalId));
    const after = (await journalOf(app, potomac.id)).at(-1);
    expect(after).toEqual(['Dr 4910 100', 'Cr 1100 100']);
  });

  it('are apart from what the payer owes, which a contract or a denial lowers', async () => {
    const chargeId = await insured();
    ok(await at.adjust(chargeId, { type: 'contractual', amountCents: 5_000 }));
    expect((await journalOf(app, potomac.id)).at(-1)).toEqual(['Dr 4900 5000', 'Cr 1200 5000']);
    const refused = await at.adjust(chargeId, { type: 'bad_debt', amountCents: 18_001 });
    expect([refused.body.code, refused.body.maximumCents]).toEqual(['adjustment_exceeds_charge', 18_000]);
  });
});
