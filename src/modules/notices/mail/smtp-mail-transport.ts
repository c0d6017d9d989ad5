import { createTransport } from 'nodemailer';
import type { HandOverEnd } from '../../../domain/notices/notice-state';
import { type Mail, MailTransport } from './mail-transport';
import { messageOf } from './message-of';

const CONNECTS_WITHIN_MS = 10_000;
const ANSWERS_WITHIN_MS = 30_000;

/** Before any of these the message cannot have been taken. */
const NEVER_SENT = ['EDNS', 'ETLS', 'EAUTH', 'ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH'];

/** Hands mail to the server of SMTP_URL, a connection a message: there are few, and none is kept that could have died. */
export class SmtpMailTransport extends MailTransport {
  private readonly transport;

  constructor(
    url: string,
    private readonly from: string,
  ) {
    super();
    this.transport = createTransport({
      url,
      connectionTimeout: CONNECTS_WITHIN_MS,
      greetingTimeout: CONNECTS_WITHIN_MS,
      dnsTimeout: CONNECTS_WITHIN_MS,
      socketTimeout: ANSWERS_WITHIN_MS,
    });
  }

  async send(mail: Mail): Promise<HandOverEnd> {
    try {
      await this.transport.sendMail(messageOf(mail, this.from));
      return 'accepted';
    } catch (error) {
      return handOverEndOf(error);
    }
  }
}

interface SmtpErrorLike {
  readonly code?: string;
  readonly responseCode?: number;
  readonly syscall?: string;
}

/**
 * What a failure tells. The server's own answer decides: 4xx not now, 5xx never (RFC 5321 §4.2.1). Without one, a message
 * cannot have been taken while no connection stood; anything else, a connection that broke above all, leaves it open.
 */
export function handOverEndOf(error: unknown): HandOverEnd {
  const { code = '', responseCode, syscall } = (error ?? {}) as SmtpErrorLike;
  if (NEVER_SENT.includes(code)) return 'unavailable';
  if (responseCode !== undefined) return responseCode >= 500 ? 'refused' : 'unavailable';
  if (syscall === 'connect' || syscall === 'getaddrinfo') return 'unavailable';
  return code === 'EENVELOPE' ? 'refused' : 'lost';
}
