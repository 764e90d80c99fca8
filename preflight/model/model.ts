/** The stack as the engine would build it from what a program registers. */
import type { SourcePosition, StackTrace } from "@pulumi/pulumi/proto/source_pb";
import type { ProgramContext } from "../../policy-pack/engine/context";
import { STACK_TYPE } from "../../policy-pack/engine/resource";
import { isUnknownSentinel } from "../../policy-pack/engine/wire";
import { answerInvoke } from "../aws/invokes";
import { locate } from "./location";
import { checkedInputs, madeUpOutputs, unknownOutputs, type Outputs, type Subject } from "./outputs";
import { placeOf } from "./place";
import { providerOf } from "./providers";
import { Registry, type Registered } from "./registry";
import { urnOf } from "./urn";
import { unwrapProperties, type Properties } from "./values";

/** What a program says of a resource. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  /** URN; empty for none. */
  readonly parent: string;
  readonly custom: boolean;
  /** A component whose inside is made by a provider plugin. */
  readonly remote: boolean;
  /** Decoded, secret marks kept. */
  readonly inputs: Properties;
  /** `urn::id` of an explicit provider; empty for none. */
  readonly provider: string;
  /** Of the resource's package. */
  readonly version: string;
  readonly secretOutputs: readonly string[];
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** The id of a resource that exists already. */
  readonly existingId?: string | undefined;
  readonly stackTrace: StackTrace | undefined;
  readonly sourcePosition: SourcePosition | undefined;
}

/** What the program learns of a resource it registered. */
export interface Answer {
  readonly urn: string;
  /** Empty when not known. */
  readonly id: string;
  readonly properties: Properties;
}

export interface ModelOptions {
  readonly program: ProgramContext;
  /** The project's directory; positions outside of it are somebody else's code. */
  readonly root: string;
  /** Leave what only AWS knows unknown, as a preview does, instead of making it up. */
  readonly unknownOutputs: boolean;
}

const STACK_REFERENCE = "pulumi:pulumi:StackReference";

/** Answers a program's registrations, and keeps them. */
export class Model {
  readonly registry = new Registry();

  constructor(private readonly options: ModelOptions) {}

  /** Registers a resource. `undefined` when the stack has one of the same URN. */
  register(registration: Registration): Answer | undefined {
    const { type, name, parent, custom } = registration;
    const urn = this.#urnOf(registration);
    const provider = custom || registration.remote ? this.#providerOf(registration) : undefined;
    const place = placeOf(registration.inputs, provider?.inputs, this.options.program);
    const inputs = custom ? checkedInputs({ ...registration, place }) : registration.inputs;
    const outputs = custom ? this.#outputsOf({ ...registration, inputs, urn, place }) : undefined;
    if (registration.remote) {
      this.note(
        `${name} (${type}) is made inside a provider plugin: the resources in it cannot be seen offline and were not ` +
          "evaluated. Check them with the policy pack in a preview.",
      );
    }
    const added = this.registry.add({
      urn,
      type,
      name,
      parent,
      custom,
      inputs,
      outputs: outputs?.properties ?? {},
      id: outputs?.id ?? "",
      provider: provider?.urn,
      dependencies: registration.dependencies,
      propertyDependencies: registration.propertyDependencies,
      position: type === STACK_TYPE ? undefined : this.#positionOf(registration),
      byProgram: type !== STACK_TYPE,
    });
    if (!added) {
      return undefined;
    }
    // A local component sets its outputs itself; whatever came back would only be in its way.
    const properties = outputs?.properties ?? (registration.remote ? inputs : {});
    return { urn, id: outputs?.id ?? "", properties };
  }

  /** A component, or the stack itself, is complete. */
  complete(urn: string, outputs: Properties): void {
    this.registry.complete(urn, outputs);
  }

  /** Answers for a resource that exists elsewhere. Rules never see it, as in the engine. */
  read(registration: Registration): Answer {
    const { type, name, parent, existingId = "" } = registration;
    const urn = this.#urnOf(registration);
    const known = existingId !== "" && !isUnknownSentinel(existingId);
    let answer: Answer;
    if (type === STACK_REFERENCE) {
      this.note(`The outputs of the stack that ${name} refers to are not known offline.`);
      answer = { urn, id: existingId, properties: registration.inputs };
    } else {
      const place = placeOf(registration.inputs, this.#providerOf(registration)?.inputs, this.options.program);
      const subject = { ...registration, urn, place, existingId: known ? existingId : undefined };
      answer = { urn, id: existingId, properties: this.#outputsOf(subject).properties };
    }
    this.registry.addRead({
      urn,
      type,
      name,
      parent,
      custom: true,
      inputs: registration.inputs,
      outputs: answer.properties,
      id: existingId,
      provider: undefined,
      dependencies: [],
      propertyDependencies: {},
      position: this.#positionOf(registration),
      byProgram: true,
    });
    return answer;
  }

  /** Answers a function call (a data source). */
  invoke(token: string, args: Properties, provider: string, version: string): Properties {
    if (token === "pulumi:pulumi:getResource") {
      return this.#getResource(String(args.urn));
    }
    const plain = unwrapProperties(args);
    const configured = providerOf(this.registry, this.options.program, token, provider, version);
    const place = placeOf(plain, configured?.inputs, this.options.program);
    const answer = answerInvoke(token, plain, place, "made-up");
    if (answer === undefined) {
      this.note(`The function ${token} is not known offline; it returned only its own arguments.`);
    }
    return answer ?? plain;
  }

  /** See {@link Registry.note}. */
  note(text: string): void {
    this.registry.note(text);
  }

  /** A resource reference that the SDK turns back into a resource. */
  #getResource(urn: string): Properties {
    const found = this.registry.get(urn);
    return { urn, id: found?.id ?? "", state: found?.outputs ?? {} };
  }

  #urnOf({ type, name, parent }: Registration): string {
    return urnOf(this.options.program.stack, this.options.program.project, parent, type, name);
  }

  #providerOf({ type, provider, version }: Registration): Registered | undefined {
    return providerOf(this.registry, this.options.program, type, provider, version);
  }

  #positionOf({ stackTrace, sourcePosition }: Registration): Registered["position"] {
    return locate(stackTrace, sourcePosition, this.options.root);
  }

  #outputsOf(subject: Subject): Outputs {
    return this.options.unknownOutputs ? unknownOutputs(subject) : madeUpOutputs(subject);
  }
}
