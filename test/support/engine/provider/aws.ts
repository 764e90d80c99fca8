/** The stand-in for the AWS provider, version 7: checks like the bridged provider, creates in a world of its own. */
import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { checkInputs } from "../../../../preflight/aws/check";
import { answerInvoke } from "../../../../preflight/aws/invokes";
import { partitionOf } from "../../../../policy-pack/helpers/place";
import { fabricateOutputs, previewOutputs } from "../../../../preflight/aws/outputs";
import type { Place } from "../../../../preflight/aws/place";
import { PolicyDocumentError } from "../../../../preflight/aws/policy-document";
import { SIGNATURE, SIGNATURE_KEY, UNKNOWN } from "../../../../policy-pack/engine/wire";
import { refuse } from "./refusals";
import { Refusal, type Created, type Difference, type StandIn, type Subject } from "./stand-in";
import type { Properties } from "./wire";
import { World } from "./world";

/** The account in which everything is created. AWS assigned it to nobody as far as the tests care. */
export const STAND_IN_ACCOUNT = "210987654321";

/** Directory in which the stand-in keeps what exists, for the whole life of a test stack. */
export const WORLD_VARIABLE = "PREFLIGHT_STAND_IN_WORLD";
/** `off` lets everything be created, also what AWS refuses. */
export const REFUSALS_VARIABLE = "PREFLIGHT_STAND_IN_REFUSALS";

/** Arguments that say what a resource is called or where it is: they cannot change in place. */
const REPLACING = new Set([
  "bucket",
  "bucketPrefix",
  "clusterId",
  "clusterIdentifier",
  "engine",
  "identifier",
  "keyName",
  "name",
  "namePrefix",
  "path",
  "region",
  "replicationGroupId",
  "role",
  "subnetId",
  "vpcId",
]);

export class AwsStandIn implements StandIn {
  readonly version = "7.48.0";
  readonly #world: World;
  readonly #refuses: boolean;
  #place: Place;

  constructor(environment: Readonly<Record<string, string | undefined>>) {
    this.#world = new World(environment[WORLD_VARIABLE]);
    this.#refuses = environment[REFUSALS_VARIABLE] !== "off";
    this.#place = placeIn(environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION ?? "us-east-1");
  }

  configure(config: Properties): void {
    const { region, defaultTags } = config;
    this.#place = {
      ...placeIn(typeof region === "string" && region !== "" ? region : this.#place.region),
      defaultTags: (parsed(defaultTags) as { tags?: Properties } | undefined)?.tags ?? {},
    };
  }

  check({ type, urn, name }: Subject, olds: Properties, news: Properties, seed: string): Properties {
    const suffix = createHash("sha256").update(`${seed}\u0000${urn}`).digest("hex").slice(0, 7);
    const { inputs, defaults } = checkInputs(type, name, news, this.#place, suffix.replace("0facade", "1facade"));
    // A name that was made once is kept: it is no default that may come out differently the next time.
    const kept = defaultsOf(olds)
      .filter((key) => defaults.includes(key) && olds[key] !== undefined)
      .map((key): readonly [string, unknown] => [key, olds[key]]);
    return { ...marked({ ...inputs, ...Object.fromEntries(kept) }), __defaults: defaults };
  }

  diff(_subject: Subject, olds: Properties, news: Properties): Difference {
    const keys = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter((key) => key !== "__defaults");
    const changed = keys.filter((key) => !isDeepStrictEqual(olds[key], news[key]));
    return { changed, replacing: changed.filter((key) => REPLACING.has(key)) };
  }

  create(subject: Subject, checked: Properties, preview: boolean): Created {
    const { type, urn, name } = subject;
    const inputs = readable(unmarked(checked));
    if (preview) {
      return { id: "", outputs: previewOutputs(type, urn, name, inputs, this.#place) };
    }
    if (JSON.stringify(inputs).includes(UNKNOWN)) {
      throw new Refusal(`the engine asked to create ${urn} with an unknown value`);
    }
    if (this.#refuses) {
      const { region } = inputs;
      refuse(subject, inputs, typeof region === "string" ? region : this.#place.region, this.#world);
    }
    const { id, outputs } = fabricateOutputs(type, urn, name, inputs, this.#place, "plausible");
    this.#world.put({ urn, type, id, properties: outputs });
    return { id, outputs };
  }

  update({ type, urn }: Subject, id: string, olds: Properties, news: Properties, preview: boolean): Properties {
    const outputs = { ...olds, ...unmarked(news) };
    if (!preview) {
      this.#world.put({ urn, type, id, properties: outputs });
    }
    return outputs;
  }

  delete({ type, urn }: Subject, id: string): void {
    this.#world.remove({ type, urn, id });
  }

  read({ type, urn, name }: Subject, id: string, inputs: Properties, state: Properties): Properties {
    const own = Object.keys(state).length > 0 ? state : unmarked(inputs);
    const { outputs } = fabricateOutputs(type, urn, name, own, this.#place, "plausible");
    return { ...outputs, id };
  }

  invoke(token: string, args: Properties): Properties | undefined {
    const { region } = args;
    const place = typeof region === "string" ? { ...this.#place, ...placeIn(region) } : this.#place;
    try {
      return answerInvoke(token, args, place, "plausible");
    } catch (error) {
      throw error instanceof PolicyDocumentError ? new Refusal(`invoking ${token}: ${error.message}`) : error;
    }
  }
}

function placeIn(region: string): Place {
  return { partition: partitionOf(region) ?? "aws", region, account: STAND_IN_ACCOUNT };
}

/** Configuration of other types than text travels as JSON text. */
function parsed(value: unknown): unknown {
  return typeof value === "string" && value !== UNKNOWN ? JSON.parse(value) : value;
}

function defaultsOf(olds: Properties): readonly string[] {
  return Array.isArray(olds.__defaults) ? (olds.__defaults as string[]) : [];
}

/** The bridge notes defaults in every nested object too. */
function marked(inputs: Properties): Properties {
  return Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, markedValue(value)]));
}

function markedValue(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(markedValue);
  }
  // What carries a signature is an asset or archive, not an object of the program's.
  return isPlain(value) && !(SIGNATURE_KEY in value) ? { ...marked(value), __defaults: [] } : value;
}

/** Without empty string assets: the Node SDK cannot read one back from a provider, and its program would never end. */
function readable(inputs: Properties): Properties {
  const isEmpty = (value: unknown) =>
    isPlain(value) &&
    value[SIGNATURE_KEY] === SIGNATURE.asset &&
    ["text", "path", "uri"].every((key) => value[key] === undefined || value[key] === "");
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => !isEmpty(value)));
}

function unmarked(inputs: Properties): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(inputs)
      .filter(([key]) => key !== "__defaults")
      .map(([key, value]) => [key, unmarkedValue(value)]),
  );
}

function unmarkedValue(value: unknown): unknown {
  return Array.isArray(value) ? value.map(unmarkedValue) : isPlain(value) ? unmarked(value) : value;
}

function isPlain(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
