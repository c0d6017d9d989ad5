import type { SendMailOptions } from 'nodemailer';
import type { Mail } from './mail-transport';

/** A message as nodemailer takes it: plain text, no file or address of ours to read from, and not to be answered by machines. */
export const messageOf = (mail: Mail, from: string): SendMailOptions => ({
  messageId: `<${mail.messageId}>`,
  from: { name: mail.fromName, address: from },
  to: { name: '', address: mail.to },
  subject: mail.subject,
  text: mail.text,
  date: mail.writtenAt,
  headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  disableFileAccess: true,
  disableUrlAccess: true,
});
