import type { HandOverEnd } from '../../../domain/notices/notice-state';

/** One message to one person. */
export interface Mail {
  /** Made of the notice's id: the same notice has the same one however often it is handed over. */
  readonly messageId: string;
  readonly fromName: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly writtenAt: Date;
}

/** Where mail is handed over. What is known of it afterwards is the answer, never an exception. */
export abstract class MailTransport {
  /** Tx: forbids one. */
  abstract send(mail: Mail): Promise<HandOverEnd>;
}
