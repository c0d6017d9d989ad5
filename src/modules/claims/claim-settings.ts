import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { violates } from '../../platform/database/pg-errors';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { ClinicsReader } from '../clinics/clinics.reader';
import type { ClaimSettingsView, PayerClaimRulesView } from './claim-settings.view';

const READ = `SELECT submitter_id AS "submitterId", receiver_id AS "receiverId", receiver_name AS "receiverName",
    contact_name AS "contactName", usage, billing_taxonomy_code AS "billingTaxonomyCode",
    billing_postal_code AS "billingPostalCode", rems_site_id AS "remsSiteId"
  FROM claim_settings WHERE clinic_id = current_clinic()`;

const WRITE = `
  INSERT INTO claim_settings (clinic_id, submitter_id, receiver_id, receiver_name, contact_name, usage, billing_taxonomy_code,
    billing_postal_code, rems_site_id, changed_at)
  VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9)
  ON CONFLICT (clinic_id) DO UPDATE SET submitter_id = $1, receiver_id = $2, receiver_name = $3, contact_name = $4,
    usage = $5, billing_taxonomy_code = $6, billing_postal_code = $7, rems_site_id = $8, changed_at = $9`;

const WRITE_RULES = `
  INSERT INTO payer_claim_rules (clinic_id, payer_id, filing_code, timely_filing_days, appeal_days, requires_authorization,
    drug_quantity, changed_at)
  VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (clinic_id, payer_id) DO UPDATE SET filing_code = $2, timely_filing_days = $3, appeal_days = $4,
    requires_authorization = $5, drug_quantity = $6, changed_at = $7`;

/** How the clinic sends claims, and what its payers want. Tx: joins the open one or opens its own. */
@Injectable()
export class ClaimSettings {
  constructor(
    private readonly transactions: Transactions,
    private readonly sql: Sql,
    private readonly clinics: ClinicsReader,
    private readonly audit: RecordAuditEvent,
    private readonly clock: Clock,
  ) {}

  /** As set; until then test files to a clearinghouse that has no name, under the clinic's EIN. */
  get(): Promise<ClaimSettingsView> {
    return this.transactions.run(async () => {
      const stored = await this.sql.one<ClaimSettingsView>(READ);
      if (stored) return stored;
      const { ein } = await this.clinics.current();
      return {
        submitterId: ein,
        receiverId: 'CLEARINGHOUSE',
        receiverName: 'Clearinghouse',
        contactName: 'Billing',
        usage: 'test',
        billingTaxonomyCode: null,
        billingPostalCode: null,
        remsSiteId: null,
      };
    });
  }

  set(settings: ClaimSettingsView): Promise<ClaimSettingsView> {
    return this.transactions.run(async () => {
      await this.sql.execute(WRITE, [
        settings.submitterId,
        settings.receiverId,
        settings.receiverName,
        settings.contactName,
        settings.usage,
        settings.billingTaxonomyCode,
        settings.billingPostalCode,
        settings.remsSiteId,
        toDate(this.clock.now()),
      ]);
      await this.audit.execute({
        action: 'claim_settings.change',
        subject: { type: 'claim_settings' },
        facts: { usage: settings.usage, receiverId: settings.receiverId },
      });
      return settings;
    });
  }

  /** Errors: `payer_unknown`. Claims made before keep the deadline they were given. */
  async setPayerRules(payerId: string, rules: PayerClaimRulesView): Promise<PayerClaimRulesView> {
    try {
      return await this.transactions.run(async () => {
        await this.sql.execute(WRITE_RULES, [
          payerId,
          rules.filingCode,
          rules.timelyFilingDays,
          rules.appealDays,
          rules.requiresAuthorization,
          rules.drugQuantity,
          toDate(this.clock.now()),
        ]);
        await this.audit.execute({ action: 'payer_claim_rules.change', subject: { type: 'payer', id: payerId } });
        return rules;
      });
    } catch (error) {
      if (!violates(error, 'fk_payer_claim_rules_payer_id')) throw error;
      throw new DomainError('payer_unknown', { detail: 'No coverage names this payer yet.', cause: error });
    }
  }
}
