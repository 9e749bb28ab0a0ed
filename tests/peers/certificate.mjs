// A certificate for 127.0.0.1 and localhost, made anew for every peer that speaks TLS.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CONFIGURATION = `
[req]
distinguished_name = name
x509_extensions = extensions
prompt = no
[name]
CN = localhost
[extensions]
# Not an authority: rustls refuses an authority's certificate as a server's.
basicConstraints = critical, CA:FALSE
subjectAltName = DNS:localhost, IP:127.0.0.1
extendedKeyUsage = serverAuth
`;

/** Returns `{ key, cert, file, remove }`; `file` is the certificate's path, to be trusted by the client. */
export function selfSigned() {
  const folder = mkdtempSync(join(tmpdir(), "tragwerk-peer-"));
  const [config, keyFile, file] = ["openssl.cnf", "key.pem", "cert.pem"].map((name) => join(folder, name));
  writeFileSync(config, CONFIGURATION);
  execFileSync(
    "openssl",
    ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
      "-config", config, "-keyout", keyFile, "-out", file],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  return { key: readFileSync(keyFile), cert: readFileSync(file), file, remove: () => rmSync(folder, { recursive: true }) };
}
