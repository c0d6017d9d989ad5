-- Audit log
-- Who did or saw what, when, from where. Never a name of a patient.
--
-- Parameters: from, to, known_at, user
-- Columns:
--   recorded_at   instant  When
--   person        text     Who
--   role          word     Role
--   action        text     What
--   subject_type  word     Of
--   subject_id    text     Record
--   request_id    text     Request
--   ip            text     From
--   facts         text     Facts
--   seal          number   Seal
--   event_id      text     Event
-- Tie: no amounts. Each event is vouched for by the chain of seals; a seal that does not hold any more is a row of its own.
-- Narrowed: no amounts; every seal of the days is proved, whoever acted.
\ir parameters.psql

WITH days AS (
  SELECT uuid_floor((:'from'::date)::timestamp AT TIME ZONE c.time_zone) AS from_id, uuid_floor((:'to'::date + 1)::timestamp AT TIME ZONE c.time_zone) AS to_id
    FROM clinics c WHERE c.id = current_clinic()
), seals AS (
  SELECT s.seal_number, s.from_id, s.to_id, s.sealed_at,
         s.event_count <> h.events OR s.hash <> sha256(s.previous_hash || h.body)
           OR s.previous_hash <> coalesce((SELECT p.hash FROM audit_seals p WHERE p.clinic_id = s.clinic_id AND p.seal_number = s.seal_number - 1), ''::bytea) AS is_broken
    FROM days d
    JOIN audit_seals s ON s.clinic_id = current_clinic() AND s.to_id > d.from_id AND s.from_id < d.to_id
    CROSS JOIN LATERAL (SELECT count(*) AS events, coalesce(string_agg(audit_event_hash(e), ''::bytea ORDER BY e.id), ''::bytea) AS body
      FROM audit_events e WHERE e.clinic_id = s.clinic_id AND e.id >= s.from_id AND e.id < s.to_id) h
)
SELECT e.recorded_at, e.actor_label AS person, e.role, e.action, e.subject_type, e.subject_id, e.request_id, host(e.ip) AS ip,
       CASE WHEN e.facts <> '{}' THEN e.facts::text END AS facts, s.seal_number AS seal, e.id::text AS event_id,
       0 AS control_cents, 0 AS ledger_cents, NULL::text[] AS differs
  FROM days d
  JOIN audit_events e ON e.clinic_id = current_clinic() AND e.id >= d.from_id AND e.id < d.to_id AND e.recorded_at <= :'known_at'::timestamptz
  LEFT JOIN seals s ON e.id >= s.from_id AND e.id < s.to_id
 WHERE nullif(:'user', '') IS NULL OR e.actor_id = nullif(:'user', '')
UNION ALL
SELECT s.sealed_at, NULL, NULL, 'audit.seal_broken', 'audit_seal', s.seal_number::text, NULL, NULL, NULL, s.seal_number, NULL, 0, 0,
       ARRAY[format('audit_seal:%s', s.seal_number)]
  FROM seals s WHERE s.is_broken
 ORDER BY 1, 11
