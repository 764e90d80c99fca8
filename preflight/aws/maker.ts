import { isUnknownSentinel, SIGNATURE, SIGNATURE_KEY } from "../../policy-pack/engine/wire";
import { dnsSuffixOf } from "../../policy-pack/helpers/place";
import type { Place } from "./place";
import { Tokens, type Style } from "./tokens";

export type Properties = Readonly<Record<string, unknown>>;

/** What a form needs to know of a resource to say what AWS would have answered. */
export class Maker {
  readonly region: string;
  readonly partition: string;
  readonly account: string;
  readonly tokens: Tokens;

  /** @param inputs decoded or in wire form; unknown parts count as left out. */
  constructor(
    readonly type: string,
    urn: string,
    /** Logical name. */
    readonly name: string,
    readonly inputs: Properties,
    readonly place: Place,
    readonly style: Style,
  ) {
    this.tokens = new Tokens(urn, style);
    this.partition = place.partition;
    this.account = place.account;
    // Since version 7 of the provider a resource may name its own region.
    this.region = this.text("region") ?? place.region;
  }

  /** A known, non-empty text among the inputs; also out of a secret, as AWS sees it. */
  text(property: string): string | undefined {
    return textOf(this.inputs[property]);
  }

  /** A known number among the inputs. */
  number(property: string): number | undefined {
    const value = this.inputs[property];
    return typeof value === "number" ? value : undefined;
  }

  /** The known texts of a list among the inputs. */
  texts(property: string): readonly string[] {
    const value = this.inputs[property];
    return Array.isArray(value) ? value.flatMap((each) => textOf(each) ?? []) : [];
  }

  /** A nested object among the inputs, empty when there is none. */
  object(property: string): Properties {
    const value = this.inputs[property];
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Properties) : {};
  }

  /** The physical name: what the program says, else its logical name with the suffix of an auto-name. */
  physical(property = "name"): string {
    return this.text(property) ?? this.named(this.text(`${property}Prefix`) ?? `${this.name}-`);
  }

  /** A prefix with a random suffix. */
  named(prefix: string): string {
    return `${prefix}${this.tokens.suffix}`;
  }

  /** An EC2-like id: `vpc-` and seventeen hexadecimal digits. */
  id(prefix: string, salt = ""): string {
    return `${prefix}-${this.tokens.hex(17, salt)}`;
  }

  hex(length: number, salt = ""): string {
    return this.tokens.hex(length, salt);
  }

  upper(length: number, salt = ""): string {
    return this.tokens.upper(length, salt);
  }

  uuid(salt = ""): string {
    return this.tokens.uuid(salt);
  }

  /** The ARN of something in the resource's account and region. */
  arn(service: string, resource: string): string {
    return `arn:${this.partition}:${service}:${this.region}:${this.account}:${resource}`;
  }

  /** The ARN of something without a region: IAM, CloudFront. */
  globalArn(service: string, resource: string): string {
    return `arn:${this.partition}:${service}::${this.account}:${resource}`;
  }

  /** The ARN of something that names neither region nor account: S3, Route 53. */
  bareArn(service: string, resource: string): string {
    return `arn:${this.partition}:${service}:::${resource}`;
  }

  /** `name.service.region.amazonaws.com`. */
  host(...labels: readonly string[]): string {
    return [...labels, this.region, dnsSuffixOf(this.partition)].join(".");
  }

  /** `name.region.service.amazonaws.com`, as databases and search domains have it. */
  regionalHost(service: string, ...labels: readonly string[]): string {
    return [...labels, this.region, service, dnsSuffixOf(this.partition)].join(".");
  }

  /** An IPv4 address: from the documentation range (RFC 5737) when made up, else a plausible one. */
  address(kind: "private" | "public", salt = ""): string {
    const last = (this.tokens.number(250, salt) + 4).toString();
    const plausible = kind === "private" ? `10.0.${this.tokens.number(200, `net${salt}`)}` : "52.95.110";
    return `${this.style === "made-up" ? "192.0.2" : plausible}.${last}`;
  }
}

/** A known, non-empty text, out of a secret if need be. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "string") {
    return value === "" || isUnknownSentinel(value) ? undefined : value;
  }
  if (typeof value === "object" && value !== null && SIGNATURE_KEY in value && "value" in value) {
    return value[SIGNATURE_KEY] === SIGNATURE.secret ? textOf(value.value) : undefined;
  }
  return undefined;
}

/** What AWS answers for a resource: its id, and outputs that the generated tables alone would get wrong. */
export type Form = (make: Maker) => { readonly id: string; readonly [output: string]: unknown };

/** Forms by type token. */
export type Forms = Readonly<Record<string, Form>>;

/** The same form for several spellings of one type. */
export function spelled(types: readonly string[], form: Form): Forms {
  return Object.fromEntries(types.map((type) => [type, form]));
}
