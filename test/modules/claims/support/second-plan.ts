import { type ClaimText, type LineText, remittanceText, S3_CLAIM } from '../../../domain/claims/support/remittances';
import { type ClaimsDesk, claimOf, insuredPatient, postClaim, remit, sendClaim } from './claims-desk';
import type { ClaimView } from '../../../../src/modules/claims/claim.view';

/** The claim of scenario S3, sent, of a patient who has a second plan. */
export async function postTwoPlanClaim(desk: ClaimsDesk, plan: object = {}): Promise<ClaimView> {
  const patientId = await insuredPatient(desk);
  const second = await desk.post(`/v1/patients/${patientId}/coverages`, {
    payerName: 'Second Payer',
    payerId: '67890',
    memberId: 'S987654321',
    planType: 'commercial',
    networkStatus: 'in',
    priority: 2,
    effectiveFrom: '2026-01-01',
    ...plan,
  });
  expect(second.status).toBe(201);
  const claim = await postClaim(desk, { patientId });
  await sendClaim(desk, claim);
  return claim;
}

/** The first plan pays 720.00 and leaves 180.00, as in S3. */
export const payPrimary = (desk: ClaimsDesk, claim: ClaimView, change: Partial<ClaimText> = {}, trace = 'EFT1') =>
  remit(desk, remittanceText({ trace, claims: [{ ...S3_CLAIM, control: claim.controlNumber, ...change }] }));

/** The claim to the second plan that followed. */
export async function secondClaimOf(desk: ClaimsDesk, claim: ClaimView): Promise<ClaimView> {
  const { body } = await desk.get<{ data: ClaimView[] }>(`/v1/claims?patientId=${claim.patientId}`);
  const id = body.data.find(({ priorClaimId, status }) => priorClaimId === claim.id && status !== 'replaced')?.id;
  return claimOf(desk, id ?? null);
}

/** A line of the second plan's answer: what the first one settled is OA-23. */
export const secondLine = (line: Pick<LineText, 'code' | 'control' | 'cents' | 'paid' | 'cas'>): LineText => {
  const told = line.cas.reduce((sum, [, , cents]) => sum + cents, line.paid);
  return { ...line, cas: [['OA', '23', line.cents - told], ...line.cas] };
};

/** The second plan pays 80 % of what was left: 102.40 and 41.60; 36.00 are the patient's. */
export const SECOND_LINES: readonly LineText[] = [
  secondLine({ code: 'J0013', control: 'L0001', cents: 85000, paid: 10240, cas: [['PR', '2', 2560]] }),
  secondLine({ code: '99215', control: 'L0002', cents: 35000, paid: 4160, cas: [['PR', '2', 1040]] }),
];

/** Posts the answer of the second plan. */
export const paySecondary = (desk: ClaimsDesk, claim: ClaimView, change: Partial<ClaimText> = {}, trace = 'EFT2') => {
  const lines = change.lines ?? SECOND_LINES;
  const paid = lines.reduce((sum, line) => sum + line.paid, 0);
  const answer = { control: claim.controlNumber, status: '2', cents: 120000, paid, lines, icn: 'ICN888', ...change };
  return remit(desk, remittanceText({ trace, claims: [answer] }));
};
