/** The stand-in for the provider of `@pulumi/random`. */
import { isDeepStrictEqual } from "node:util";
import { fabricateOutputs } from "../../../../preflight/aws/outputs";
import { MADE_UP_PLACE } from "../../../../preflight/aws/place";
import { UNKNOWN } from "../../../../policy-pack/engine/wire";
import type { Created, Difference, StandIn, Subject } from "./stand-in";
import type { Properties } from "./wire";

export class RandomStandIn implements StandIn {
  readonly version = "4.21.2";

  configure(): void {
    // It has nothing to configure.
  }

  check(_subject: Subject, _olds: Properties, news: Properties): Properties {
    return news;
  }

  /** Every argument of these resources replaces them. */
  diff(_subject: Subject, olds: Properties, news: Properties): Difference {
    const keys = new Set([...Object.keys(olds), ...Object.keys(news)]);
    const changed = [...keys].filter((key) => !isDeepStrictEqual(olds[key], news[key]));
    return { changed, replacing: changed };
  }

  create({ type, urn, name }: Subject, inputs: Properties, preview: boolean): Created {
    const { id, outputs } = fabricateOutputs(type, urn, name, inputs, MADE_UP_PLACE, "plausible");
    if (!preview) {
      return { id, outputs };
    }
    const unknown = Object.keys(outputs).filter((key) => inputs[key] === undefined);
    return { id: "", outputs: { ...inputs, ...Object.fromEntries(unknown.map((key) => [key, UNKNOWN])) } };
  }

  update(_subject: Subject, _id: string, olds: Properties, news: Properties): Properties {
    return { ...olds, ...news };
  }

  delete(): void {
    // Nothing exists anywhere but in the stack's state.
  }

  read(_subject: Subject, _id: string, _inputs: Properties, state: Properties): Properties {
    return state;
  }

  invoke(): undefined {
    return undefined;
  }
}
