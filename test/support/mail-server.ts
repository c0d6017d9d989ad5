import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** How the server treats the next messages: takes them, refuses the address, is too busy, or hangs up after having taken one. */
export type MailServerMood = 'takes' | 'refuses_address' | 'busy' | 'takes_and_hangs_up';

export interface TakenMail {
  readonly to: string;
  readonly messageId: string;
  /** Head and body as they came, lines unfolded. */
  readonly text: string;
}

/** A mail server for tests: speaks as much SMTP as sending a message takes. */
export interface MailServer {
  readonly url: string;
  readonly taken: TakenMail[];
  mood: MailServerMood;
  /** Called once a message is in, before the client learns it. */
  onTaken?: () => Promise<void> | void;
  close(): Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    converse(socket, mail);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const mail: MailServer = {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken: [],
    mood: 'takes',
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return mail;
}

function converse(socket: Socket, mail: MailServer): void {
  let received = '';
  let to = '';
  let isData = false;
  const say = (line: string): void => void socket.write(`${line}\r\n`);
  say('220 test');
  const onMessage = async (raw: string): Promise<void> => {
    const text = raw
      .replace(/=\r\n/g, '')
      .replace(/\r\n[ \t]+/g, ' ')
      .replace(/=3D/g, '=');
    mail.taken.push({ to, messageId: /^Message-ID: (.*)$/im.exec(text)?.[1]?.trim() ?? '', text });
    await mail.onTaken?.();
    if (mail.mood === 'takes_and_hangs_up') socket.destroy();
    else say('250 taken');
  };
  const onLine = (line: string): void => {
    if (/^(EHLO|HELO|MAIL|RSET|NOOP)/i.test(line)) return say('250 ok');
    if (/^RCPT/i.test(line)) {
      to = /<(.*)>/.exec(line)?.[1] ?? '';
      if (mail.mood === 'refuses_address') return say('550 5.1.1 no such mailbox');
      return say(mail.mood === 'busy' ? '451 4.3.0 try later' : '250 ok');
    }
    if (/^DATA/i.test(line)) {
      isData = true;
      return say('354 go on');
    }
    say('221 bye');
  };
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    received += chunk;
    for (;;) {
      const end = isData ? received.indexOf('\r\n.\r\n') : received.indexOf('\r\n');
      if (end < 0) return;
      const part = received.slice(0, end);
      received = received.slice(end + (isData ? 5 : 2));
      if (isData) {
        isData = false;
        void onMessage(part);
      } else onLine(part);
    }
  });
}
