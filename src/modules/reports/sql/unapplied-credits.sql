-- Unapplied credits
-- Money held for patients that pays nothing yet, with its age. After some years in which it did not move it may be unclaimed property.
--
-- Parameters: as_of, known_at
-- Columns:
--   account          account  Account
--   payment_id       payment  Payment
--   patient_id       patient  Patient account
--   account_number   text     Account no.
--   patient_name     name     Patient
--   held_since       date     Held since
--   age_days         number   Days
--   watch            word     Unclaimed property
--   dormant_on       date     Dormant on
--   state            text     State
--   dormancy_months  number   Months until dormant
--   dormancy_rule    text     By
--   amount_cents     cents    Held
-- Tie: open items against the balances of 2000 and 2150. Dormant by the rule of the state of the patient's address, where it is on file
-- (dormancy_rules), else by the clinic's own policy, which is said; watched from half a year before.
\ir parameters.psql

WITH held AS (
  SELECT o.account_number, o.item_id, o.patient_id, o.effective_on, coalesce(m.moved_on, o.effective_on) AS moved_on, o.open_cents, p.account_number AS patient_number, p.first_name, p.last_name,
         p.address_state AS state, coalesce(r.months, (c.policies ->> 'unclaimedAfterMonths')::integer, 36) AS months,
         CASE WHEN r.source IS NOT NULL THEN r.source WHEN p.address_state IS NULL THEN 'no address on file: clinic policy'
              ELSE 'state not on file: clinic policy' END AS rule
    FROM open_items_known(:'as_of'::date, :'known_at'::timestamptz, ARRAY[2000, 2150]) o
    JOIN patients p ON p.clinic_id = current_clinic() AND p.id = o.patient_id
    JOIN clinics c ON c.id = current_clinic()
    LEFT JOIN LATERAL dormancy_rule_of(p.address_state, :'as_of'::date) r ON true
    -- It lies since it last moved: what was put to it or taken of it starts the time again.
    LEFT JOIN LATERAL (SELECT max(e.effective_on) AS moved_on FROM journal_lines l JOIN journal_entries e ON e.clinic_id = l.clinic_id AND e.id = l.entry_id
      WHERE l.clinic_id = current_clinic() AND l.patient_id = o.patient_id AND l.item_id = o.item_id AND l.account_number IN (2000, 2150)
        AND e.effective_on <= :'as_of'::date AND e.recorded_at <= :'known_at'::timestamptz) m ON true
), dated AS (
  SELECT h.*, (h.moved_on + make_interval(months => h.months))::date AS dormant_on FROM held h
)
SELECT d.account_number AS account, d.item_id AS payment_id, d.patient_id, d.patient_number::text AS account_number,
       concat_ws(' ', d.first_name, d.last_name) AS patient_name, d.effective_on AS held_since, :'as_of'::date - d.effective_on AS age_days,
       CASE WHEN d.dormant_on <= :'as_of'::date THEN 'dormant'
            WHEN d.dormant_on - interval '6 months' <= :'as_of'::date THEN 'write to the patient' ELSE 'no' END AS watch,
       d.dormant_on, d.state, d.months AS dormancy_months, d.rule AS dormancy_rule, d.open_cents AS amount_cents,
       d.open_cents AS control_cents, d.open_cents AS ledger_cents, NULL::text[] AS differs
  FROM dated d
UNION ALL
SELECT g.account_number, NULL, NULL, NULL, NULL, NULL, NULL, 'beyond the open items', NULL, NULL, NULL, NULL, 0, 0, g.gap_cents,
       ARRAY[format('account:%s', g.account_number)] || (SELECT array_agg('item:' || x) FROM unnest(g.items) x)
  FROM open_item_gaps(:'as_of'::date, :'known_at'::timestamptz, ARRAY[2000, 2150]) g
 ORDER BY 6, 2
