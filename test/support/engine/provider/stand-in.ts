/** What a stand-in provider answers; `serve.ts` speaks the protocol around it. */
import type { Properties } from "./wire";

export interface Created {
  /** Empty in a preview. */
  readonly id: string;
  readonly outputs: Properties;
}

/** A resource the engine asks about. */
export interface Subject {
  readonly type: string;
  readonly urn: string;
  /** Logical name. */
  readonly name: string;
}

/** How inputs differ from what exists. */
export interface Difference {
  readonly changed: readonly string[];
  /** Those of them that cannot change in place. */
  readonly replacing: readonly string[];
}

/** A refusal: what AWS would say. It fails the operation with its message, nothing else. */
export class Refusal extends Error {}

export interface StandIn {
  readonly version: string;
  /** @param config the provider's inputs; of nested ones the SDK sends JSON text. */
  configure(config: Properties): void;
  /** @param seed the engine's, for random parts of names. */
  check(subject: Subject, olds: Properties, news: Properties, seed: string): Properties;
  diff(subject: Subject, olds: Properties, news: Properties): Difference;
  /** @throws Refusal */
  create(subject: Subject, inputs: Properties, preview: boolean): Created;
  /** @throws Refusal */
  update(subject: Subject, id: string, olds: Properties, news: Properties, preview: boolean): Properties;
  delete(subject: Subject, id: string): void;
  /** A resource that exists already, by its id. */
  read(subject: Subject, id: string, inputs: Properties, state: Properties): Properties;
  /** `undefined` for a function the stand-in does not know. */
  invoke(token: string, args: Properties): Properties | undefined;
}
