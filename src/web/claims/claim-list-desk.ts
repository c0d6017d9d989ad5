import { Injectable } from '@nestjs/common';
import { CLAIM_STATES, type ClaimState } from '../../domain/claims/claim-state';
import type { ClaimId, PatientId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { Authorize } from '../../modules/access/authorize';
import type { ClaimView } from '../../modules/claims/claim.view';
import { ClaimsReader } from '../../modules/claims/claims.reader';
import { type ClaimCount, ClaimsToWorkReader } from '../../modules/claims/claims-to-work.reader';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { PatientsReader } from '../../modules/patients/patients.reader';
import { Transactions } from '../../platform/database/transactions';
import { toPatientHead } from '../patients/patient-heads';
import type { PatientHead } from '../ui/patient-head';
import { claimParts, deedsOf, toClaimRow, toClaimShown } from './claim-shown';
import { CLAIM_WORDS } from './claim-words';
import type { ClaimFilter, ClaimRowShown, ClaimsPageProps } from './claims.page';
import type { DenialRow } from './denials.page';

const A_PAGE = 50;
const MOST = 200;

/** What the lists of claims show. Tx: joins the open one or opens its own. */
@Injectable()
export class ClaimListDesk {
  constructor(
    private readonly tx: Transactions,
    private readonly claims: ClaimsReader,
    private readonly toWork: ClaimsToWorkReader,
    private readonly patients: PatientsReader,
    private readonly clinics: ClinicsReader,
    private readonly authorize: Authorize,
  ) {}

  /** Errors: `cursor_invalid`. */
  list(status: string | undefined, cursor: string | undefined): Promise<Omit<ClaimsPageProps, 'shell'>> {
    const shown = CLAIM_STATES.find((state) => state === status);
    return this.tx.run(async () => {
      const [counts, { data, nextCursor }] = await Promise.all([
        this.toWork.counts(),
        this.claims.list({ status: shown, limit: A_PAGE, cursor }),
      ]);
      const next = nextCursor && new URLSearchParams({ ...(shown ? { status: shown } : {}), cursor: nextCursor });
      return {
        filters: filtersOf(counts, shown),
        rows: await this.rows(data),
        drafts: counts.find((one) => one.status === 'draft')?.count ?? 0,
        mayWork: this.authorize.may('claims.work'),
        nextHref: next ? `/claims?${next.toString()}` : undefined,
      };
    });
  }

  /** Claims as lists show them, in their order. */
  async rows(views: readonly ClaimView[]): Promise<ClaimRowShown[]> {
    const heads = await this.headsOf(views);
    return views.map((claim) => toClaimRow(claim, headOf(heads, claim)));
  }

  /** What was turned back, whatever runs out first before the rest. */
  denials(): Promise<DenialRow[]> {
    return this.tx.run(async () => {
      const [views, today] = await Promise.all([this.toWork.turnedBack(MOST), this.clinics.today()]);
      const heads = await this.headsOf(views);
      const may = { work: this.authorize.may('claims.work'), giveUp: this.authorize.may('adjustments.make') };
      return views.map((view) => ({
        claim: toClaimShown(view, today),
        patient: headOf(heads, view),
        reasons: claimParts(view).reasons,
        deeds: deedsOf(view, may),
      }));
    });
  }

  /** The drafts that can be looked over in one go. */
  async drafts(): Promise<ClaimId[]> {
    const { data } = await this.claims.list({ status: 'draft', limit: MOST });
    return data.map(({ id }) => id);
  }

  private async headsOf(views: readonly ClaimView[]): Promise<ReadonlyMap<PatientId, PatientHead>> {
    const ids = [...new Set(views.map(({ patientId }) => patientId))];
    const patients = await Promise.all(ids.map((id) => this.patients.get(id)));
    return new Map(patients.map((patient) => [patient.id, toPatientHead(patient)]));
  }
}

function headOf(heads: ReadonlyMap<PatientId, PatientHead>, { patientId }: ClaimView): PatientHead {
  const head = heads.get(patientId);
  invariant(head, 'the patient of a claim was read with it');
  return head;
}

function filtersOf(counts: readonly ClaimCount[], shown?: ClaimState): ClaimFilter[] {
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  return [
    { href: '/claims', label: 'Everything', count: all, isShown: shown === undefined },
    ...CLAIM_STATES.flatMap((status): ClaimFilter[] => {
      const count = counts.find((one) => one.status === status)?.count ?? 0;
      if (count === 0 && status !== shown) return [];
      return [{ href: `/claims?status=${status}`, label: CLAIM_WORDS[status][0], count, isShown: status === shown }];
    }),
  ];
}
