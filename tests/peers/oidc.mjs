// A real identity provider as the product's peer: signs in whom it is told to, without asking, and misbehaves on
// request.
//
//   node oidc.mjs '{"clientId": "tragwerk", "clientSecret": "…", "redirectUris": ["http://127.0.0.1:1/…"]}'
//
// The first line on standard output is `{"issuer": …}`. `POST /control` takes any of
//
// account      claims of the person who signs in next, such as {"sub": …, "email": …, "groups": […]}
// rotate       true: sign with a new key from now on, and publish it alone
// token        how the next ID tokens are spoilt; {} for not at all:
//   claims       claims to put in the place of the right ones
//   shift        seconds by which they were issued, and run out, later
//   sign         "unknown": with a key that is not published; "none": not at all; "secret": with the client's secret;
//                "other": with a published header and another key
// discovery    how the description is spoilt: "redirect", "huge", "slow", "issuer", "clear"; "" for not at all
//
// Ends when standard input closes, so that it never outlives its test.

import { createServer } from "node:http";

import { SignJWT, UnsecuredJWT, decodeJwt, exportJWK, generateKeyPair } from "jose";
import Provider from "oidc-provider";

const options = JSON.parse(process.argv[2] ?? "{}");
const state = { account: { sub: "nobody" }, token: {}, discovery: "" };
let keys = 0;

async function newKey() {
  keys += 1;
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  const about = { kid: `key-${keys}`, alg: "RS256", use: "sig" };
  return {
    kid: about.kid,
    privateKey,
    secretJwk: { ...(await exportJWK(privateKey)), ...about },
    publicJwk: { ...(await exportJWK(publicKey)), ...about },
  };
}

let key = await newKey();
const unpublished = await newKey();

const server = createServer((request, response) => handle(request, response));
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: options.clientId,
      client_secret: options.clientSecret,
      redirect_uris: options.redirectUris,
    },
  ],
  jwks: { keys: [key.secretJwk] },
  cookies: { keys: ["only for tests"] },
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "groups", "realm_access"] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ ...state.account, sub: id }) }),
  async loadExistingGrant(context) {
    const grant = new context.oidc.provider.Grant({
      clientId: context.oidc.client.clientId,
      accountId: context.oidc.session.accountId,
    });
    grant.addOIDCScope("openid email profile");
    await grant.save();
    return grant;
  },
});

provider.use(async (context, next) => {
  if (context.path.startsWith("/interaction/")) {
    const result = { login: { accountId: state.account.sub } };
    await provider.interactionFinished(context.req, context.res, result, { mergeWithLastSubmission: false });
    context.respond = false;
    return;
  }
  await next();
  if (context.path === "/jwks") context.body = { keys: [key.publicJwk] };
  if (context.path === "/token" && context.body?.id_token) {
    context.body.id_token = await reissue(context.body.id_token);
  }
});

/** The token as the provider made it, signed with today's key and spoilt as told. */
async function reissue(token) {
  const { claims = {}, shift = 0, sign = "" } = state.token;
  const right = decodeJwt(token);
  const payload = { ...right, iat: right.iat + shift, exp: right.exp + shift, ...claims };
  if (sign === "none") return new UnsecuredJWT(payload).encode();
  if (sign === "secret") {
    const secret = new TextEncoder().encode(options.clientSecret);
    return new SignJWT(payload).setProtectedHeader({ alg: "HS256" }).sign(secret);
  }
  const kid = sign === "unknown" ? unpublished.kid : key.kid;
  const signer = sign === "unknown" || sign === "other" ? unpublished : key;
  return new SignJWT(payload).setProtectedHeader({ alg: "RS256", kid }).sign(signer.privateKey);
}

/** A description that nobody should believe. */
function describeBadly(response) {
  const endpoints = {
    issuer: state.discovery === "issuer" ? "https://login.example.com" : issuer,
    authorization_endpoint: state.discovery === "clear" ? "http://login.example.com/auth" : `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
  };
  if (state.discovery === "huge") endpoints.padding = "x".repeat(8 * 1024 * 1024);
  if (state.discovery === "redirect") {
    return response.writeHead(302, { location: `${issuer}/.well-known/openid-configuration?again` }).end();
  }
  const answer = () => response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(endpoints));
  return state.discovery === "slow" ? setTimeout(answer, 20_000).unref() : answer();
}

async function control(request, response) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { rotate, ...told } = JSON.parse(Buffer.concat(chunks).toString());
  Object.assign(state, told);
  if (rotate) key = await newKey();
  response.writeHead(204).end();
}

const standard = provider.callback();

function handle(request, response) {
  if (request.method === "POST" && request.url === "/control") return control(request, response);
  if (request.url === "/.well-known/openid-configuration" && state.discovery) return describeBadly(response);
  return standard(request, response);
}

// Nobody reads more than the first line, and the provider likes to give advice.
process.stdout.on("error", () => {});
process.stdout.write(`${JSON.stringify({ issuer })}\n`);
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
