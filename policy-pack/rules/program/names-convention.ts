import { STACK_TYPE, type Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type RuleContext } from "../../engine/rule";
import { STANDARD, namePattern } from "../../helpers/name-pattern";
import { isNamedByProgram, NAMED_TYPES, physicalName, type PhysicalName } from "../../helpers/physical-names";

const MOST_NAMED = 8;

export const namesConvention = defineRule({
  id: "names-convention",
  title: "Names follow the configured pattern",
  rationale:
    "Names of one form can be read, searched and matched in policies without asking whoever wrote the program.",
  remediation: "Build the names in one place, from the project, the kind of thing and the environment.",
  severity: "low",
  enforcement: "advisory",
  family: "convention",
  frameworks: [],
  seeds: ["S3-7"],
  settings: {
    pattern: {
      type: "string",
      description:
        `The form of a name; empty switches the rule off. \`standard\` is \`${STANDARD}\`. In braces: \`project\`, \`stack\`, ` +
        "`env` (the stack's name or one of `environments`), `region`, `account` (twelve digits), `type` and `name` (words), " +
        "`random` (five digits or letters, or more); with `?` it may be left out together with the separator before it.",
      default: "",
    },
    environments: {
      type: "array",
      description: "What `{env}` may be beside the stack's name.",
      default: ["dev", "test", "qa", "staging", "prod"],
      items: { type: "string", pattern: "^[A-Za-z0-9-]+$" },
    },
    types: {
      type: "array",
      description: "Type tokens the pattern is for; all named types when empty.",
      default: [],
      items: { type: "string" },
    },
  },
  scope: "stack",
  targets: [STACK_TYPE],
  *check(root, context) {
    const { stack, settings } = context;
    const pattern = typeof settings.pattern === "string" ? settings.pattern.trim() : "";
    if (pattern === "") {
      yield notApplicable("no pattern is configured");
      return;
    }
    const form = namePattern(pattern, partsOf(root, context));
    const types = Array.isArray(settings.types) && settings.types.length > 0 ? settings.types : NAMED_TYPES;
    const names = stack
      .ofKind(NAMED_TYPES.filter((type) => types.includes(type)))
      .flatMap((resource) => physicalName(resource) ?? [])
      .filter((name) => isNamedByProgram(stack, name));
    const found = names.filter(({ value }) => value.string !== undefined && !form.test(value.string));
    // A part that nobody knows may yet be what is missing.
    const wrong = found.filter((name) => !name.value.halfKnown);
    const [first] = wrong;
    if (first !== undefined) {
      yield finding(first.value, message(wrong, pattern === "standard" ? STANDARD : pattern), {
        resource: first.resource,
        about: wrong.map(({ resource }) => resource),
      });
      return;
    }
    const open = names.find(({ value }) => value.string === undefined) ?? found[0];
    if (open !== undefined) {
      yield undecided("", `the name of "${open.resource.name}" is not known yet`);
    }
  },
});

function partsOf(root: Resource, { program, settings }: RuleContext) {
  const [stack = "", project = ""] = root.urn.split("::");
  return {
    project: program.project || project,
    stack: program.stack || (stack.split(":").at(-1) ?? ""),
    environments: Array.isArray(settings.environments)
      ? settings.environments.filter((each) => typeof each === "string")
      : [],
  };
}

function message(names: readonly PhysicalName[], pattern: string): string {
  const shown = names
    .slice(0, MOST_NAMED)
    .map(({ naming, value, resource }) => `${value.show()} (${naming.noun} "${resource.name}")`);
  const more = names.length > MOST_NAMED ? `, and ${names.length - MOST_NAMED} more` : "";
  const subject = names.length === 1 ? "1 name does" : `${names.length} names do`;
  return `${subject} not have the form \`${pattern}\`: ${shown.join(", ")}${more}.`;
}
