/** What is still held of the deposit that paid the seat `s`. */
export const HELD_OF_SEAT = `coalesce((SELECT o.open_cents FROM open_items o WHERE o.clinic_id = s.clinic_id
    AND o.item_id = s.payment_id AND o.account_number = 2100), 0)`;

/** What is still open on the bill of the visit that charged the seat `s`. */
export const OWED_OF_SEAT = `coalesce((SELECT sum(o.open_cents) FROM charges c JOIN open_items o ON o.clinic_id = c.clinic_id
    AND o.item_id = c.id AND o.account_number = 1100 WHERE c.clinic_id = s.clinic_id AND c.visit_id = s.visit_id), 0)`;

/** Whether nothing is left to pay for the seat `s`: its bill is settled, or the money for it is held. */
export const IS_SEAT_PAID = `CASE WHEN s.visit_id IS NOT NULL THEN ${OWED_OF_SEAT} = 0 WHEN s.state IN ('no_show', 'released') THEN true
  ELSE ${HELD_OF_SEAT} >= s.price_cents END`;

/** The bill of the visit that charged the seat `s`. */
export const INVOICE_OF_SEAT = `(SELECT i.id FROM invoices i WHERE i.clinic_id = s.clinic_id AND i.visit_id = s.visit_id
  ORDER BY i.id DESC LIMIT 1)`;

const PAYMENT_OF_SEAT = `payments q WHERE q.clinic_id = s.clinic_id AND q.id = s.payment_id`;

/** Whether a card is asked for the seat `s`, or its hosted page is open: its money may come at any moment. */
export const IS_SEAT_BEING_PAID = `EXISTS (SELECT FROM ${PAYMENT_OF_SEAT} AND q.state IN ('pending', 'requires_action', 'processing', 'unknown'))`;

/** The hosted page the seat `s` may be paid on now. */
export const PAGE_OF_SEAT = `(SELECT c.url FROM checkout_sessions c
  WHERE c.clinic_id = s.clinic_id AND c.payment_id = s.payment_id AND c.state = 'open')`;
