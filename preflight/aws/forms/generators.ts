/** Values that other packages make for AWS resources: `@pulumi/random` 4 and the key material of `@pulumi/tls`. */
import type { Form, Forms, Maker } from "../maker";

/** Room for the token, or a generated value could not be told from a written one. */
const SHORTEST = 7;

function length(make: Maker): number {
  return Math.max(SHORTEST, make.number("length") ?? 16);
}

const prefixed = (make: Maker, text: string) => `${make.text("prefix") ?? ""}${text}`;

function pem(make: Maker, label: string, salt: string): string {
  return `-----BEGIN ${label}-----\n${make.hex(64, salt)}\n-----END ${label}-----\n`;
}

const certificate: Form = (make) => ({
  id: make.hex(39),
  certPem: pem(make, "CERTIFICATE", "certificate"),
  readyForRenewal: false,
  validityStartTime: "2020-01-01T00:00:00Z",
  validityEndTime: "2120-01-01T00:00:00Z",
  keyAlgorithm: "RSA",
  caKeyAlgorithm: "RSA",
});

const password: Form = (make) => ({
  id: "none",
  result: make.hex(length(make), "password"),
  bcryptHash: `$2a$10$${make.hex(53, "bcrypt")}`,
});

export const generatorForms: Forms = {
  "random:index/randomPassword:RandomPassword": password,
  "random:index/randomString:RandomString": (make) => {
    const result = make.hex(length(make), "string");
    return { id: result, result };
  },
  "random:index/randomId:RandomId": (make) => {
    const hex = make.hex(Math.max(SHORTEST, 2 * (make.number("byteLength") ?? 8)));
    // A hexadecimal number is decimal only as a number, and base 64 only as bytes: those could not be recognised.
    const madeUp = make.style === "made-up";
    const bytes = Buffer.from(hex, "hex");
    return {
      id: madeUp ? hex : bytes.toString("base64url"),
      hex: prefixed(make, hex),
      dec: prefixed(make, madeUp ? hex : BigInt(`0x${hex}`).toString()),
      b64Std: prefixed(make, madeUp ? hex : bytes.toString("base64")),
      b64Url: prefixed(make, madeUp ? hex : bytes.toString("base64url")),
    };
  },
  "random:index/randomPet:RandomPet": (make) => {
    const separator = make.text("separator") ?? "-";
    const words = make.style === "made-up" ? ["made", "up", make.hex(SHORTEST)] : ["steady", "heron"];
    return { id: [...(make.text("prefix") === undefined ? [] : [make.text("prefix")]), ...words].join(separator) };
  },
  "random:index/randomUuid:RandomUuid": (make) => ({ id: make.uuid(), result: make.uuid() }),
  "random:index/randomInteger:RandomInteger": (make) => {
    const min = make.number("min") ?? 0;
    const result = min + make.tokens.number(Math.max(1, (make.number("max") ?? min) - min + 1));
    return { id: String(result), result };
  },
  "random:index/randomBytes:RandomBytes": (make) => {
    const hex = make.hex(Math.max(SHORTEST, 2 * length(make)));
    return { id: "none", hex, base64: make.style === "made-up" ? hex : Buffer.from(hex, "hex").toString("base64") };
  },
  // A permutation of what the program gave: which one does not matter, all of it is the program's own.
  "random:index/randomShuffle:RandomShuffle": (make) => {
    const given: readonly unknown[] = Array.isArray(make.inputs.inputs) ? make.inputs.inputs : [];
    return { id: "-", results: given.slice(0, make.number("resultCount") ?? given.length) };
  },
  "tls:index/privateKey:PrivateKey": (make) => ({
    id: make.hex(40),
    privateKeyPem: pem(make, "RSA PRIVATE KEY", "private"),
    privateKeyPemPkcs8: pem(make, "PRIVATE KEY", "private"),
    privateKeyOpenssh: pem(make, "OPENSSH PRIVATE KEY", "private"),
    publicKeyPem: pem(make, "PUBLIC KEY", "public"),
    publicKeyOpenssh: `ssh-rsa ${make.hex(64, "public")}`,
    publicKeyFingerprintMd5: make.hex(32, "md5"),
    publicKeyFingerprintSha256: make.hex(43, "sha256"),
  }),
  "tls:index/selfSignedCert:SelfSignedCert": certificate,
  "tls:index/locallySignedCert:LocallySignedCert": certificate,
  "tls:index/certRequest:CertRequest": (make) => ({
    id: make.hex(40),
    certRequestPem: pem(make, "CERTIFICATE REQUEST", "request"),
    keyAlgorithm: "RSA",
  }),
};
