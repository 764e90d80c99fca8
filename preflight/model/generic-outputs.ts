/** Made-up outputs of resources that are not AWS's: those of the small providers that feed AWS resources. */
import { createHash } from "node:crypto";
import { MADE_UP_TOKEN } from "../../policy-pack/engine/made-up";
import type { Fabricated } from "../aws/outputs";
import type { Properties } from "./values";

type Fabricate = (digest: Digest, inputs: Properties) => { readonly id?: string; readonly [output: string]: unknown };

/** Made-up text of any length, always with the recognisable token in it. */
interface Digest {
  hex(length: number): string;
  uuid: string;
}

/** The computed outputs of the types of `@pulumi/random` (4.21) and the key material of `@pulumi/tls`. */
const OUTPUTS: Readonly<Record<string, Fabricate>> = {
  "random:index/randomPassword:RandomPassword": (digest, inputs) => {
    const result = digest.hex(lengthOf(inputs));
    return { id: "none", result, bcryptHash: `$2a$10$${digest.hex(53)}` };
  },
  "random:index/randomString:RandomString": (digest, inputs) => {
    const result = digest.hex(lengthOf(inputs));
    return { id: result, result };
  },
  "random:index/randomId:RandomId": (digest, inputs) => {
    const hex = digest.hex(Math.max(14, 2 * number(inputs.byteLength, 8)));
    const prefix = typeof inputs.prefix === "string" ? inputs.prefix : "";
    const of = (text: string) => `${prefix}${text}`;
    return { id: of(hex), hex: of(hex), b64Std: of(hex), b64Url: of(hex), dec: of(hex) };
  },
  "random:index/randomPet:RandomPet": (digest, inputs) => {
    const prefix = typeof inputs.prefix === "string" ? `${inputs.prefix}-` : "";
    return { id: `${prefix}made-up-${digest.hex(7)}` };
  },
  // A permutation of what the program gave: which one does not matter, all of it is the program's own.
  "random:index/randomShuffle:RandomShuffle": (_digest, { inputs, resultCount }) => {
    const all: readonly unknown[] = Array.isArray(inputs) ? inputs : [];
    return { id: "-", results: all.slice(0, number(resultCount, all.length)) };
  },
  "random:index/randomUuid:RandomUuid": (digest) => ({ id: digest.uuid, result: digest.uuid }),
  "random:index/randomBytes:RandomBytes": (digest, inputs) => {
    const hex = digest.hex(2 * number(inputs.length, 16));
    return { id: "none", hex, base64: hex };
  },
  "tls:index/privateKey:PrivateKey": (digest) => ({
    id: digest.hex(40),
    privateKeyPem: pem("PRIVATE KEY", digest),
    privateKeyPemPkcs8: pem("PRIVATE KEY", digest),
    privateKeyOpenssh: pem("OPENSSH PRIVATE KEY", digest),
    publicKeyPem: pem("PUBLIC KEY", digest),
    publicKeyOpenssh: `ssh-rsa ${digest.hex(40)}`,
  }),
};

/**
 * Id and outputs of a resource of any provider but AWS's. Of types this knows nothing about only the id is made up;
 * their other outputs stay unknown, as in a preview.
 */
export function genericOutputs(type: string, urn: string, inputs: Properties): Fabricated {
  const digest = digestOf(urn);
  const { id, ...computed } = OUTPUTS[type]?.(digest, inputs) ?? {};
  const chosen = id ?? digest.uuid;
  return { id: chosen, outputs: { ...inputs, ...computed, id: chosen } };
}

function digestOf(urn: string): Digest {
  const hash = createHash("sha256").update(urn).digest("hex");
  const hex = (length: number) => `${MADE_UP_TOKEN}${hash.repeat(Math.ceil(length / hash.length))}`.slice(0, length);
  // The token is seven digits, so the first group of eight holds it whole.
  const uuid = [8, 4, 4, 4, 12].map((length, index) =>
    index === 0 ? hex(8) : hash.slice(8 + index * 12).slice(0, length),
  );
  return { hex, uuid: uuid.join("-") };
}

/** At least the token's own length: something shorter could not be recognised as made up. */
function lengthOf(inputs: Properties): number {
  return Math.max(MADE_UP_TOKEN.length, number(inputs.length, 16));
}

function number(value: unknown, otherwise: number): number {
  const parsed = typeof value === "number" || typeof value === "string" ? Number(value) : Number.NaN;
  return Number.isInteger(parsed) && parsed > 0 ? parsed : otherwise;
}

function pem(label: string, digest: Digest): string {
  return `-----BEGIN ${label}-----\n${digest.hex(64)}\n-----END ${label}-----\n`;
}
