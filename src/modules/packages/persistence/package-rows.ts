import { Injectable } from '@nestjs/common';
import { formatInstant, fromDate } from '../../../kernel/clock';
import type { PackageId, PatientId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';
import type { PackageLineView, PackagePaymentView, PackageSessionView, PackageView } from '../package.view';
import { PackageUsesRepository } from './package-uses.repository';

type Header = Pick<
  PackageView,
  'id' | 'number' | 'patientId' | 'name' | 'offerCode' | 'soldOn' | 'cancellationPolicy' | 'agreement' | 'signedBy'
>;

interface PackageRow {
  readonly header: Header & { readonly listPriceCents: number; readonly priceCents: number };
  readonly signedAt: Date;
  readonly canceledOn: string | null;
  readonly cancelReason: string | null;
  readonly keptCents: string | null;
  readonly sessions: (PackageSessionView & { readonly description: string })[];
  readonly payments: PackagePaymentView[];
  readonly earnedCents: string;
  readonly refundedCents: string;
  readonly refundPendingCents: string;
}

const SESSIONS = `(SELECT json_agg(json_build_object('id', s.id, 'position', s.position, 'serviceCode', s.service_code, 'description', s.description,
      'listPriceCents', s.list_price_cents, 'priceCents', s.price_cents, 'givenOn', c.date_of_service, 'visitId', c.visit_id, 'chargeId', c.id)
      ORDER BY s.position)
    FROM package_sessions s
    LEFT JOIN package_uses u ON u.clinic_id = s.clinic_id AND u.session_id = s.id AND u.returned_at IS NULL
    LEFT JOIN charges c ON c.clinic_id = u.clinic_id AND c.id = u.charge_id
   WHERE s.clinic_id = k.clinic_id AND s.package_id = k.id)`;

const PAYMENTS = `(SELECT coalesce(json_agg(json_build_object('id', p.id, 'status', p.state,
      'amountCents', coalesce((SELECT sum(t.amount_cents - t.refunded_cents) FROM payment_tenders t
         WHERE t.clinic_id = p.clinic_id AND t.payment_id = p.id AND t.state = 'succeeded' AND NOT t.is_voided), 0),
      'pageUrl', (SELECT s.url FROM checkout_sessions s WHERE s.clinic_id = p.clinic_id AND s.payment_id = p.id AND s.state = 'open'),
      'heldCents', coalesce((SELECT o.open_cents FROM open_items o WHERE o.clinic_id = p.clinic_id AND o.item_id = p.id AND o.account_number = 2100), 0))
      ORDER BY p.id), '[]')
    FROM package_payments x JOIN payments p ON p.clinic_id = x.clinic_id AND p.id = x.payment_id
   WHERE x.clinic_id = k.clinic_id AND x.package_id = k.id)`;

const REFUNDED = (states: string): string => `(SELECT coalesce(sum(r.amount_cents), 0)::bigint FROM package_payments x
    JOIN refunds f ON f.clinic_id = x.clinic_id AND f.payment_id = x.payment_id AND f.reason = 'package_canceled'
    JOIN refund_tenders r ON r.clinic_id = f.clinic_id AND r.refund_id = f.id AND r.state IN (${states})
   WHERE x.clinic_id = k.clinic_id AND x.package_id = k.id)`;

// Of the sessions that were given: their price, less what is owed on them.
const EARNED = `(SELECT coalesce(sum(s.price_cents - coalesce(o.open_cents, 0)), 0)::bigint FROM package_uses u
    JOIN package_sessions s ON s.clinic_id = u.clinic_id AND s.id = u.session_id
    LEFT JOIN open_items o ON o.clinic_id = u.clinic_id AND o.item_id = u.charge_id AND o.account_number = 1100
   WHERE u.clinic_id = k.clinic_id AND u.package_id = k.id AND u.returned_at IS NULL)`;

const PACKAGE = `SELECT json_build_object('id', k.id, 'number', k.number, 'patientId', k.patient_id, 'name', k.name, 'offerCode', k.offer_code,
    'soldOn', k.sold_on, 'cancellationPolicy', k.cancellation_policy, 'listPriceCents', k.list_price_cents, 'priceCents', k.price_cents,
    'signedBy', k.signed_by, 'agreement', json_build_object('textVersion', k.agreement_version, 'text', k.agreement_text,
      'textSha256', k.agreement_sha256)) AS header,
    k.signed_at AS "signedAt", k.canceled_on AS "canceledOn", k.cancel_reason AS "cancelReason", k.kept_cents AS "keptCents",
    ${SESSIONS} AS sessions, ${PAYMENTS} AS payments, ${EARNED} AS "earnedCents", ${REFUNDED(`'pending', 'succeeded'`)} AS "refundedCents",
    ${REFUNDED(`'awaiting_approval', 'requested', 'unknown'`)} AS "refundPendingCents"
  FROM packages k WHERE k.clinic_id = current_clinic()`;

/** Packages as they are shown. */
@Injectable()
export class PackageRows {
  constructor(
    private readonly sql: Sql,
    private readonly uses: PackageUsesRepository,
  ) {}

  async one(id: PackageId): Promise<PackageView | undefined> {
    const row = await this.sql.one<PackageRow>(`${PACKAGE} AND k.id = $1`, [id]);
    return row && toView(row, Number(await this.uses.unpaidCents(id)));
  }

  /** The newest first. */
  async ofPatient(patientId: PatientId, page: { beforeId?: string; limit: number }): Promise<PackageView[]> {
    const rows = await this.sql.query<PackageRow>(
      `${PACKAGE} AND k.patient_id = $1 AND ($2::uuid IS NULL OR k.id < $2) ORDER BY k.id DESC LIMIT $3`,
      [patientId, page.beforeId ?? null, page.limit],
    );
    const views: PackageView[] = [];
    for (const row of rows) views.push(toView(row, Number(await this.uses.unpaidCents(row.header.id))));
    return views;
  }
}

function toView(row: PackageRow, unpaidCents: number): PackageView {
  const { header, sessions, payments } = row;
  const deferredCents = payments.reduce((sum, { heldCents }) => sum + heldCents, 0);
  const isDone = sessions.every(({ givenOn }) => givenOn !== null);
  const refundPendingCents = Number(row.refundPendingCents);
  return {
    ...header,
    status: row.canceledOn !== null ? 'canceled' : isDone ? 'completed' : 'active',
    unpaidCents,
    deferredCents,
    earnedCents: Number(row.earnedCents),
    lines: linesOf(sessions),
    sessions: sessions.map(({ description: _description, ...session }) => session),
    payments,
    signedAt: formatInstant(fromDate(row.signedAt)),
    cancellation:
      row.canceledOn === null
        ? null
        : {
            canceledOn: row.canceledOn,
            reason: row.cancelReason ?? '',
            keptCents: Number(row.keptCents),
            refundedCents: Number(row.refundedCents),
            refundPendingCents,
            toRefundCents: Math.max(0, deferredCents - refundPendingCents),
          },
  };
}

function linesOf(sessions: PackageRow['sessions']): PackageLineView[] {
  const codes = [...new Set(sessions.map(({ serviceCode }) => serviceCode))];
  return codes.map((serviceCode) => {
    const own = sessions.filter((session) => session.serviceCode === serviceCode);
    const done = own.filter(({ givenOn }) => givenOn !== null).length;
    return {
      serviceCode,
      description: own[0]?.description ?? '',
      bought: own.length,
      done,
      left: own.length - done,
      listPriceCents: own.reduce((sum, { listPriceCents }) => sum + listPriceCents, 0),
      priceCents: own.reduce((sum, { priceCents }) => sum + priceCents, 0),
    };
  });
}
