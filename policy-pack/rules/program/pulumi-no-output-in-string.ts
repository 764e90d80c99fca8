import { STACK_TYPE, type Resource } from "../../engine/resource";
import { ANY_TYPE, defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import { shorten } from "../../engine/value";
import { lostPartOf, lostValueIn, mayBeLost, type LostValue } from "../../helpers/lost-values";
import { textsIn, unknownPartOf, type Text } from "../../helpers/texts";
import { sentence } from "../../helpers/words";
import { isDocumentEntry } from "../../iam/places";

const MOST_PLACES = 4;
const LONGEST_SHOWN = 60;

/** A lost value, and where it stands. */
interface Occurrence {
  readonly lost: LostValue;
  /** Property path; empty for the resource's name. */
  readonly path: string;
  /** As a message names it. */
  readonly place: string;
}

const OF_KIND: Readonly<Record<LostValue["kind"], { readonly what: string; readonly remediation: string }>> = {
  output: {
    what: "the text of an Output in place of its value",
    remediation:
      "Put texts together with `pulumi.interpolate`, JSON with `pulumi.jsonStringify`, anything else inside `apply`; or " +
      "give the Output itself to the property.",
  },
  object: {
    what: "the text of an object or a Promise in place of a value",
    remediation:
      "Take the property that is meant, such as `.arn` or `.id`, `await` a Promise or wrap it in `pulumi.output`, and " +
      "write JSON with `pulumi.jsonStringify`.",
  },
  nothing: {
    what: "the text of a value that is not there",
    remediation:
      "Find out where the value should have come from (a setting, an environment variable, a misspelt property) and " +
      "fail there when it is missing: `config.require`.",
  },
  list: {
    what: "the text of a list where one value belongs",
    remediation: "Take one element of the list, or make one ARN of each: `ids.map((id) => …)`.",
  },
};

export const pulumiNoOutputInString = defineRule({
  id: "pulumi-no-output-in-string",
  title: "No text holds an Output, a Promise or an object in place of a value",
  rationale:
    "The value is not known while the program puts the text together, so the text holds an explanation instead. AWS refuses " +
    "it, or takes it as it stands, and nothing works that relies on it.",
  remediation:
    "Put texts together with `pulumi.interpolate`, JSON with `pulumi.jsonStringify`, anything else inside `apply`.",
  severity: "critical",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["S1-2", "F"],
  scope: "resource",
  targets: [ANY_TYPE],
  *check(resource) {
    if (resource.type === STACK_TYPE) {
      yield notApplicable("the stack itself has no inputs");
      return;
    }
    const occurrences = [...inName(resource), ...inProperties(resource)];
    for (const kind of new Set(occurrences.map(({ lost }) => lost.kind))) {
      yield report(occurrences.filter(({ lost }) => lost.kind === kind));
    }
    const unknown = unknownPartOf(resource.props);
    if (unknown !== undefined) {
      yield undecided(unknown, "a part of the resource is not known yet");
    }
  },
});

/** Types whose names tell what they look for: an alarm on `undefined` is no mistake. */
const NAMED_BY_WHAT_THEY_FIND = /^aws:cloudwatch\/(?:compositeAlarm|logMetricFilter|metricAlarm|queryDefinition):/;

function* inName(resource: Resource): Generator<Occurrence> {
  const { name, type } = resource;
  const text: Text = { text: name, path: "", name: "", form: "value", secret: false };
  const nothing = NAMED_BY_WHAT_THEY_FIND.test(type) ? undefined : lostPartOf(name, false);
  const lost = mayBeLost(name)
    ? (lostValueIn(text) ?? (nothing === undefined ? undefined : ({ kind: "nothing", shown: nothing } as const)))
    : undefined;
  if (lost !== undefined) {
    yield { lost, path: "", place: "the resource's own name, the constructor's first argument," };
  }
}

function* inProperties(resource: Resource): Generator<Occurrence> {
  for (const text of textsIn(resource.props, mayBeLost)) {
    const lost = lostValueIn(text);
    if (lost === undefined || (lost.kind === "nothing" && isMeant(resource, text))) {
      continue;
    }
    // `iam-valid-document` reads ARNs of policies, and says what is wrong with them.
    const isArn = lost.kind === "nothing" || lost.kind === "list";
    if (!isArn || !isDocumentEntry(resource, text.path)) {
      yield { lost, path: text.path, place: placeOf(text) };
    }
  }
}

function isMeant({ type }: Resource, { path }: Text): boolean {
  return path === "name" && NAMED_BY_WHAT_THEY_FIND.test(type);
}

function placeOf({ path, form }: Text): string {
  switch (form) {
    case "key":
      return path === "" ? "the name of a property" : `a key of \`${path}\``;
    case "base64":
      return `\`${path}\`, in base64,`;
    case "value":
      return `\`${path}\``;
  }
}

/** One finding for all places: they have one cause, the way the program puts texts together. */
function report(occurrences: readonly Occurrence[]): Yield {
  const [first] = occurrences;
  if (first === undefined) {
    return notApplicable("");
  }
  const { what, remediation } = OF_KIND[first.lost.kind];
  const others = [...new Set(occurrences.map(({ place }) => place.replace(/,$/, "")))].slice(1);
  const also = others.length === 0 ? "" : ` So ${others.length === 1 ? "does" : "do"} ${listed(others)}.`;
  const subject = first.place.charAt(0).toUpperCase() + first.place.slice(1);
  return finding(first.path, `${subject} holds ${what}: "${shorten(first.lost.shown, LONGEST_SHOWN)}".${also}`, {
    remediation:
      first.path === "" && first.lost.kind === "output"
        ? "A resource's name must be known before anything is deployed: build it from the configuration, the stack's name " +
          "or another resource's name, not from an Output."
        : remediation,
  });
}

function listed(places: readonly string[]): string {
  const named = places.slice(0, MOST_PLACES);
  return sentence(places.length > MOST_PLACES ? [...named, `${places.length - MOST_PLACES} more`] : named);
}
