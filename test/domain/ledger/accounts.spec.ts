import { ACCOUNT, CHART } from '../../../src/domain/ledger/accounts';
import { ADJUSTMENT_ACCOUNT, TENDER_ACCOUNT } from '../../../src/domain/ledger/recipes';

describe('The chart of accounts is the same in every clinic', () => {
  it('has every account once, in number order, each with a constant', () => {
    const numbers = CHART.map((account) => account.number);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    expect(numbers).toEqual(Object.values(ACCOUNT).sort((a, b) => a - b));
    expect(numbers).toEqual([
      1000, 1010, 1020, 1030, 1035, 1040, 1050, 1100, 1200, 1210, 1290, 1300, 2000, 2010, 2100, 2150, 2200, 4000, 4010,
      4020, 4030, 4040, 4050, 4060, 4090, 4900, 4910, 4920, 4930, 4940, 4950, 4960, 5000, 6000, 6010, 6020, 6030, 7000,
    ]);
  });

  it('keeps open items on receivables and on what patients are owed', () => {
    const openItems = CHART.filter((account) => account.isOpenItem).map((account) => account.number);
    expect(openItems).toEqual([1100, 1200, 2000, 2100, 2150]);
  });

  it.each([
    [1000, 'asset', 'debit'],
    [1100, 'asset', 'debit'],
    [1290, 'asset', 'credit'],
    [2000, 'liability', 'credit'],
    [4010, 'revenue', 'credit'],
    [4910, 'contra_revenue', 'debit'],
    [6000, 'expense', 'debit'],
    [7000, 'other_income', 'credit'],
  ] as const)('%d is %s and normally stands on the %s side', (number, kind, normalSide) => {
    expect(CHART.find((account) => account.number === number)).toMatchObject({ kind, normalSide });
  });

  it('gives each thousand its kind', () => {
    const kinds = new Map(CHART.map((account) => [Math.floor(account.number / 100), account.kind]));
    for (const [hundred, kind] of kinds) {
      if (hundred < 20) expect(kind).toBe('asset');
      else if (hundred < 40) expect(kind).toBe('liability');
      else if (hundred < 49) expect(kind).toBe('revenue');
      else if (hundred < 50) expect(kind).toBe('contra_revenue');
      else expect(kind).toBe(hundred < 70 ? 'expense' : 'other_income');
    }
  });

  it('knows every account the recipes post to', () => {
    const known = new Set(CHART.map((account) => account.number));
    for (const number of [...Object.values(ADJUSTMENT_ACCOUNT), ...Object.values(TENDER_ACCOUNT)])
      expect(known.has(number)).toBe(true);
  });
});
