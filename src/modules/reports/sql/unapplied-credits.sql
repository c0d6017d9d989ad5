-- Unapplied credits
-- Money held for patients that pays nothing yet, with its age. After three years without a word it may be unclaimed property.
--
-- Parameters: as_of, known_at
-- Columns:
--   account         account  Account
--   payment_id      payment  Payment
--   patient_id      patient  Patient account
--   account_number  text     Account no.
--   patient_name    name     Patient
--   held_since      date     Held since
--   age_days        number   Days
--   watch           word     Unclaimed property
--   dormant_on      date     Dormant on
--   amount_cents    cents    Held
-- Tie: open items against the balances of 2000 and 2150. Watched from two and a half years on; states differ, see DOMAIN 9.
\ir parameters.psql

SELECT o.account_number AS account, o.item_id AS payment_id, o.patient_id, p.account_number::text AS account_number,
       concat_ws(' ', p.first_name, p.last_name) AS patient_name, o.effective_on AS held_since, :'as_of'::date - o.effective_on AS age_days,
       CASE WHEN o.effective_on + interval '3 years' <= :'as_of'::date THEN 'dormant'
            WHEN o.effective_on + interval '30 months' <= :'as_of'::date THEN 'write to the patient' ELSE 'no' END AS watch,
       (o.effective_on + interval '3 years')::date AS dormant_on, o.open_cents AS amount_cents,
       o.open_cents AS control_cents, o.open_cents AS ledger_cents, NULL::text[] AS differs
  FROM open_items_known(:'as_of'::date, :'known_at'::timestamptz, ARRAY[2000, 2150]) o
  JOIN patients p ON p.clinic_id = current_clinic() AND p.id = o.patient_id
UNION ALL
SELECT g.account_number, NULL, NULL, NULL, NULL, NULL, NULL, 'beyond the open items', NULL, 0, 0, g.gap_cents,
       ARRAY[format('account:%s', g.account_number)] || (SELECT array_agg('item:' || x) FROM unnest(g.items) x)
  FROM open_item_gaps(:'as_of'::date, :'known_at'::timestamptz, ARRAY[2000, 2150]) g
 ORDER BY 6, 2
