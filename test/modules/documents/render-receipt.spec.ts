import { renderReceipt } from '../../../src/modules/documents/pdf/render-receipt';
import { expectGolden } from './golden';
import { receiptS1 } from './models';
import { readPdf, textOf } from './pdf-reader';

const textLines = async (model: ReturnType<typeof receiptS1>): Promise<string> =>
  textOf(await readPdf(await renderReceipt(model)));

describe('a receipt is enough for a health account', () => {
  it('prints scenario S1 word for word', async () => {
    expectGolden('receipt-s1.txt', await textLines(receiptS1()));
  });

  it('says what is left instead of "paid in full" while something is', async () => {
    const [line] = receiptS1().lines;
    const part = await textLines(
      receiptS1({ lines: [{ ...line!, paidNowCents: 10_000, balanceCents: 12_000 }], balanceCents: 12_000 }),
    );
    expect(part.toLowerCase()).not.toContain('paid in full');
    expect(part).toContain('$120.00 left to pay');
  });

  it('shows a deposit as a credit, not as care', async () => {
    const deposit = await textLines(receiptS1({ lines: [], creditCents: 22_000 }));
    expect(deposit).toContain('Kept as a credit');
    expect(deposit.toLowerCase()).not.toContain('paid in full');
    expect(deposit).not.toContain('HSA/FSA');
  });

  it('marks the lines that health accounts may pay, and only those', async () => {
    const [line] = receiptS1().lines;
    const fee = { ...line!, description: 'Late cancellation', isHsaFsaEligible: false };
    const text = await textLines(receiptS1({ lines: [line!, fee] }));
    expect([...text.matchAll(/^HSA\/FSA$/gm)]).toHaveLength(1);
  });
});
