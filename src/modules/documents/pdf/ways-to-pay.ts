import type { PrintedPractice } from '../sources/document-parties';
import type { Flow } from './flow';
import { printPhone } from './print';
import { qrCode, qrSide } from './qr-code';
import { TEXT } from './theme';

/** Four modules of paper around the code, as its standard asks. */
const QUIET_ZONE = 8;

/** How the patient can pay: by phone camera, by address, by check. Stays in one piece. */
export function waysToPay(flow: Flow, pay: { url: string; practice: PrintedPractice; reference: string }): void {
  const side = qrSide(pay.url);
  flow.space(16);
  flow.ensure(side + 2 * QUIET_ZONE + TEXT.label.leading);
  flow.text('HOW TO PAY', TEXT.label, { role: 'H2' });
  flow.space(QUIET_ZONE);
  const top = flow.y;
  qrCode(flow, pay.url, { x: flow.area.x + QUIET_ZONE, y: top });
  const x = flow.area.x + side + 30;
  const span = { x, width: flow.area.width - side - 30 };
  flow.text('Online: scan the code, or open this address.', TEXT.strong, { span });
  flow.text(pay.url, TEXT.body, { span });
  flow.space(6);
  flow.text(
    `By check: payable to ${pay.practice.legalName}, at the address above. Write ${pay.reference} on it.`,
    TEXT.body,
    {
      span,
    },
  );
  flow.space(3);
  flow.text(`By phone or in person: ${printPhone(pay.practice.phone)}.`, TEXT.body, { span });
  flow.y = Math.min(flow.y, top - side - QUIET_ZONE);
}
