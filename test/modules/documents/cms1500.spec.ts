import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClaimView } from '../../../src/modules/claims/claim.view';
import type { Cms1500View } from '../../../src/modules/claims/cms1500.view';
import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { codeOf } from '../charges/support/visits';
import { type ClaimsDesk, claimOf, insuredPatient, openClaimsDesk, postClaim } from '../claims/support/claims-desk';
import { payPrimary, postTwoPlanClaim, secondClaimOf } from '../claims/support/second-plan';
import { pdfReader } from './fetch-pdf';
import { readPdf, textOf } from './pdf-reader';

describe('A claim on paper (CMS-1500)', () => {
  let app: TestApp;
  let desk: ClaimsDesk;

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-12-01T18:00:00Z') });
    desk = await openClaimsDesk(app);
  });

  afterAll(() => app.close());

  const boxesOf = async ({ id }: { id: string }): Promise<Cms1500View> => {
    const { status, body } = await desk.get<Cms1500View>(`/v1/claims/${id}/cms-1500`);
    expect(status).toBe(200);
    return body;
  };

  it('has every box of the form, with codes and no word of what they mean', async () => {
    const claim = await postClaim(desk);
    const { sheets, controlNumber } = await boxesOf(claim);
    expect(controlNumber).toBe(claim.controlNumber);
    expect(sheets).toEqual([
      {
        totalChargeCents: 120000,
        amountPaidCents: 0,
        boxes: {
          carrier: 'EXAMPLE PAYER\n12345',
          '1': 'GROUP HEALTH PLAN',
          '1a': 'W123456789',
          '2': 'DOE, JANE',
          '3': '01 01 1985',
          '3.sex': 'F',
          '4': 'DOE, JANE',
          '5': '1 SAMPLE AVE',
          '5.city': 'PORTLAND',
          '5.state': 'OR',
          '5.zip': '97202',
          '6': 'SELF',
          '7': '1 SAMPLE AVE',
          '7.city': 'PORTLAND',
          '7.state': 'OR',
          '7.zip': '97202',
          '10a': 'NO',
          '10b': 'NO',
          '10c': 'NO',
          '11a': '01 01 1985',
          '11a.sex': 'F',
          '11c': 'EXAMPLE PAYER',
          '11d': 'NO',
          '12': 'SIGNATURE ON FILE',
          '13': 'SIGNATURE ON FILE',
          '20': 'NO',
          '21.ind': '0',
          '21A': 'F332',
          '23': 'PA998877',
          '25': expect.stringMatching(/^\d{9}$/),
          '25.type': 'EIN',
          '26': claim.controlNumber,
          '27': 'YES',
          '28': '1200.00',
          '31': expect.any(String),
          '31.date': '12 01 2026',
          '33': expect.stringContaining('EXAMPLE CLINIC PC\n'),
          '33.phone': expect.stringMatching(/^\d{10}$/),
          '33a': expect.stringMatching(/^\d{10}$/),
          '33b': 'ZZ2084P0800X',
        },
        lines: [
          {
            '24.supplement': 'N450458002802 UN2',
            '24A.from': '11 10 26',
            '24A.to': '11 10 26',
            '24B': '11',
            '24D': 'J0013',
            '24E': 'A',
            '24F': '850.00',
            '24G': '56',
            '24J': expect.stringMatching(/^\d{10}$/),
          },
          {
            '24A.from': '11 10 26',
            '24A.to': '11 10 26',
            '24B': '11',
            '24D': '99215',
            '24E': 'A',
            '24F': '350.00',
            '24G': '1',
            '24J': expect.any(String),
          },
        ],
      },
    ]);
  });

  it('names the plan asked before and what it paid, to the next one', async () => {
    const first = await postTwoPlanClaim(desk);
    expect((await boxesOf(first)).sheets[0]?.boxes).toMatchObject({ '11d': 'YES', '1a': 'W123456789' });
    await payPrimary(desk, first, {}, 'CMS1');
    const [sheet] = (await boxesOf(await secondClaimOf(desk, first))).sheets;
    expect(sheet).toMatchObject({
      amountPaidCents: 72000,
      boxes: {
        '1a': 'S987654321',
        '9': 'DOE, JANE',
        '9a': 'W123456789',
        '9d': 'EXAMPLE PAYER',
        '11d': 'YES',
        '29': '720.00',
      },
    });
    expect(sheet?.boxes).not.toHaveProperty('23');
  });

  it('leaves Medicare’s boxes of the member empty, with the word it wants', async () => {
    const patientId = await insuredPatient(desk, { planType: 'medicare', memberId: '1EG4TE5MK73' });
    const claim = await postClaim(desk, { patientId, services: ['bundle-84'] });
    const [sheet] = (await boxesOf(claim)).sheets;
    expect(sheet?.boxes).toMatchObject({ '1': 'MEDICARE', '11': 'NONE' });
    expect(sheet?.boxes).not.toHaveProperty('4');
  });

  it('takes a sheet for every six lines, which add up', async () => {
    const services = Array.from({ length: 8 }, () => 'observation');
    const claim = await postClaim(desk, { services });
    const { sheets } = await boxesOf(claim);
    expect(sheets.map(({ lines, totalChargeCents }) => [lines.length, totalChargeCents])).toEqual([
      [6, 210000],
      [2, 70000],
    ]);
  });

  it('is printed: every value of every box, on blank paper and alone for a form, the same bytes again', async () => {
    const claim = await postClaim(desk);
    const read = await pdfReader(app, desk.clinicId, 'biller');
    const [sheet] = (await boxesOf(claim)).sheets;
    for (const paper of ['plain', 'form']) {
      const { status, bytes, headers } = await read(`/v1/claims/${claim.id}/cms-1500.pdf?paper=${paper}`);
      expect(status).toBe(200);
      expect(headers['content-disposition']).toBe(`inline; filename="cms-1500-${claim.controlNumber}.pdf"`);
      const folder = process.env['PREVIEW_DIR'];
      if (folder) {
        mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, `cms-1500-${paper}.pdf`), bytes);
      }
      const text = textOf(await readPdf(bytes));
      const crossed = ['1', '3.sex', '6', '10a', '10b', '10c', '11a.sex', '11d', '20', '25.type', '27'];
      for (const [box, value] of Object.entries({ ...sheet?.boxes, ...sheet?.lines[0], ...sheet?.lines[1] }))
        if (paper === 'plain' || !crossed.includes(box))
          for (const line of String(value).split('\n'))
            expect(text).toContain(['24F', '28', '29'].includes(box) ? line.replace('.', ' ') : line);
      expect(text.includes('24A From')).toBe(paper === 'plain');
      const again = await read(`/v1/claims/${claim.id}/cms-1500.pdf?paper=${paper}`);
      expect(again.bytes.equals(bytes)).toBe(true);
    }
  });

  it('is sent by noting that it was mailed, once it has all it needs', async () => {
    const bare = await postClaim(desk, { observation: null });
    expect(codeOf(await desk.post(`/v1/claims/${bare.id}/mailings`, {}))).toEqual([422, 'claim_not_ready']);
    const claim = await postClaim(desk);
    const mailed = await desk.post<ClaimView>(`/v1/claims/${claim.id}/mailings`, {});
    expect(mailed).toMatchObject({ status: 200, body: { status: 'submitted' } });
    expect(codeOf(await desk.post(`/v1/claims/${claim.id}/mailings`, {}))).toEqual([409, 'claim_state_conflict']);
    const voided = await desk.post(`/v1/visits/${claim.visitId}/void`, { reason: 'Wrong patient' });
    expect(codeOf(voided)).toEqual([409, 'visit_has_claim']);
  });

  it('is not printed when the patient keeps the visit from the plan', async () => {
    const claim = await postClaim(desk);
    const wish = { scope: 'visit', reason: 'Privacy', signedAt: '2026-11-30T17:00:00Z', dateOfService: '2026-11-10' };
    expect((await desk.post(`/v1/patients/${claim.patientId}/self-pay-elections`, wish)).status).toBe(201);
    expect(codeOf(await desk.get(`/v1/claims/${claim.id}/cms-1500`))).toEqual([409, 'disclosure_restricted']);
    expect((await claimOf(desk, claim.id)).missing).toContain('disclosure_permitted');
  });

  it('is nobody else’s to read', async () => {
    const other = await openClaimsDesk(app);
    const claim = await postClaim(desk);
    for (const id of [claim.id, randomUUID()])
      expect(codeOf(await other.get(`/v1/claims/${id}/cms-1500`))).toEqual([404, 'claim_unknown']);
    const books = await desk.frontDesk.as('accountant');
    expect(codeOf(await books.get(`/v1/claims/${claim.id}/cms-1500`))).toEqual([403, 'forbidden']);
  });
});
