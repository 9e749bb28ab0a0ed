// The product as people use it: the real binary on an SQLite database with the demo tenants, and a real mail server.

import { execFile, spawn } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The folder `tests/`. */
export const TESTS = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

const TARGET = process.env.CARGO_TARGET_DIR ?? resolve(TESTS, "../target");
const BINARY = process.env.TRAGWERK_BIN ?? join(TARGET, "debug/tragwerk");
const SITE = process.env.TRAGWERK_SITE ?? join(TARGET, "site");

const READY_WITHIN_MS = 30_000;

/**
 * Starts everything and returns `{ url, demo, messages, log, stop }`: `demo` is what `seed --demo --json` says,
 * `messages()` what the mail server has received.
 */
export async function startStack() {
  if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing: \`cargo xtask test\` builds it`);
  const folder = mkdtempSync(join(tmpdir(), "tragwerk-browser-"));
  const mail = await startMail(join(folder, "messages.jsonl"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const environment = {
    ...process.env,
    TRAGWERK__DATABASE__URL: `sqlite://${join(folder, "tragwerk.db")}`,
    TRAGWERK__FILES__DIR: join(folder, "files"),
    TRAGWERK__HTTP__LISTEN: `127.0.0.1:${port}`,
    TRAGWERK__HTTP__SITE_DIR: SITE,
    TRAGWERK__MAIL__SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
  };
  const options = { cwd: folder, env: environment, maxBuffer: 64 << 20 };
  await run(BINARY, ["migrate"], options);
  const demo = JSON.parse((await run(BINARY, ["seed", "--demo", "--json"], options)).stdout);

  const logFile = join(folder, "server.log");
  const log = openSync(logFile, "a");
  const server = spawn(BINARY, ["serve"], { cwd: folder, env: environment, stdio: ["ignore", log, log] });
  closeSync(log);
  const killServer = () => server.kill("SIGKILL");
  process.once("exit", killServer);
  const readLog = () => readFileSync(logFile, "utf8");
  await ready(url, server, readLog);

  return {
    url,
    demo,
    messages: () => mail.messages(),
    log: readLog,
    async stop() {
      process.off("exit", killServer);
      killServer();
      mail.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A sign-in of the demo: the first with this role, in this tenant if one is named. */
export function login(stack, role, tenant) {
  const found = stack.demo.logins.find((one) => one.role === role && (!tenant || one.tenant === tenant));
  if (!found) throw new Error(`the demo has no ${role} in ${tenant ?? "any tenant"}`);
  return found;
}

async function ready(url, server, readLog) {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`the server ended at once:\n${readLog()}`);
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  throw new Error(`the server was not ready after ${READY_WITHIN_MS} ms:\n${readLog()}`);
}

/** The peer of `peers/smtp.mjs`. It ends when its standard input closes, at the latest with this process. */
async function startMail(messages) {
  const options = JSON.stringify({ messages });
  const peer = spawn(process.execPath, [join(TESTS, "peers/smtp.mjs"), options], { stdio: ["pipe", "pipe", "inherit"] });
  const line = await new Promise((resolveLine, reject) => {
    peer.stdout.once("data", (data) => resolveLine(data.toString()));
    peer.once("exit", (code) => reject(new Error(`the mail server ended with ${code}`)));
  });
  return {
    port: JSON.parse(line).port,
    messages: () => readFileSync(messages, "utf8").split("\n").filter(Boolean).map((text) => JSON.parse(text)),
    stop: () => peer.stdin.end(),
  };
}

function freePort() {
  return new Promise((resolvePort, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolvePort(port));
    });
  });
}
