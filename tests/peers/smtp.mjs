// A real mail server as the product's peer: accepts mail, keeps it, and misbehaves on request.
//
//   node smtp.mjs '{"messages": "/tmp/mail.jsonl", …}'
//
// messages             file that gets one line of JSON per message
// user, password       demand AUTH with these
// starttls             offer STARTTLS, with a certificate of its own, and demand it before mail
// temporaryFailures    answer 451 to the first n recipients
// rejected             answer 550 to this recipient, always
// delay                wait this many milliseconds before answering DATA
// dropAfterData        cut the connection instead of answering the first n DATA; the message is kept,
//                      marked `"acknowledged": false`
//
// The first line on standard output is `{"port": …, "certificate": … or null}`. Ends when standard input closes,
// so that it never outlives its test.

import { appendFileSync, writeFileSync } from "node:fs";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

import { selfSigned } from "./certificate.mjs";

const options = JSON.parse(process.argv[2] ?? "{}");
let temporaryFailures = options.temporaryFailures ?? 0;
let drops = options.dropAfterData ?? 0;
const certificate = options.starttls ? selfSigned() : null;

writeFileSync(options.messages, "");

const server = new SMTPServer({
  name: "localhost",
  disabledCommands: [...(options.user ? [] : ["AUTH"]), ...(options.starttls ? [] : ["STARTTLS"])],
  authOptional: !options.user,
  // Without TLS the password may travel in the clear: this is the loopback.
  allowInsecureAuth: !options.starttls,
  authMethods: ["PLAIN", "LOGIN"],
  ...(certificate ? { key: certificate.key, cert: certificate.cert } : {}),
  disableReverseLookup: true,
  closeTimeout: 100,

  onAuth(credentials, _session, done) {
    const right = credentials.username === options.user && credentials.password === options.password;
    return right ? done(null, { user: options.user }) : done(reply(535, "Authentication credentials invalid"));
  },

  onMailFrom(_address, session, done) {
    return options.starttls && !session.secure ? done(reply(530, "Must issue a STARTTLS command first")) : done();
  },

  onRcptTo(address, _session, done) {
    if (temporaryFailures > 0) {
      temporaryFailures -= 1;
      return done(reply(451, "Try again later"));
    }
    if (options.rejected?.toLowerCase() === address.address.toLowerCase()) {
      return done(reply(550, "No such user here"));
    }
    return done();
  },

  onData(stream, session, done) {
    const chunks = [];
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("end", async () => {
      const acknowledged = drops === 0;
      try {
        await keep(Buffer.concat(chunks), session.envelope, acknowledged);
      } catch (error) {
        return done(reply(554, `Unreadable message: ${error.message}`));
      }
      if (options.delay) await new Promise((resolve) => setTimeout(resolve, options.delay));
      if (acknowledged) return done();
      drops -= 1;
      return cut(session);
    });
  },
});

/** Appends one message as one line. */
async function keep(raw, envelope, acknowledged) {
  const mail = await simpleParser(raw, { skipImageLinks: true, skipTextToHtml: true });
  const headers = Object.fromEntries(mail.headerLines.map(({ key, line }) => [key, unfold(line)]));
  const message = {
    envelope: { from: envelope.mailFrom.address, to: envelope.rcptTo.map(({ address }) => address) },
    subject: mail.subject ?? "",
    headers,
    text: mail.text ?? "",
    html: mail.html || null,
    raw: raw.toString("latin1"),
    acknowledged,
  };
  appendFileSync(options.messages, `${JSON.stringify(message)}\n`);
}

/** A header's value on one line, still in its wire encoding. */
function unfold(line) {
  return line.slice(line.indexOf(":") + 1).replace(/\r?\n[ \t]+/g, " ").trim();
}

function reply(code, text) {
  return Object.assign(new Error(text), { responseCode: code });
}

/** Ends a session without a word, as a crashing server does. */
function cut(session) {
  for (const connection of server.connections) {
    if (connection.session === session) connection._socket.destroy();
  }
}

// A client that hangs up in the middle is part of the tests, not an error of this peer.
server.on("error", (error) => process.stderr.write(`smtp peer: ${error.message}\n`));
server.listen(0, "127.0.0.1", () => {
  const { port } = server.server.address();
  process.stdout.write(`${JSON.stringify({ port, certificate: certificate?.file ?? null })}\n`);
});

process.stdin.resume();
process.stdin.on("end", () => {
  certificate?.remove();
  process.exit(0);
});
