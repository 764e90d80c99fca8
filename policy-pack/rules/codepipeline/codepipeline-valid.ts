import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, undecided, type Yield } from "../../engine/rule";
import type { Value } from "../../engine/value";
import { actionType, providersOfAws, type ActionType } from "../../helpers/pipeline-actions";
import { readJson } from "../../iam/json";
import { listed } from "../../helpers/words";

const SOURCE = "Source";
/** What JavaScript makes of an object that is put where a text belongs. */
const NO_TEXT = /\[object \w+\]/;
/** https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeBuild.html. */
const VARIABLE_TYPES = ["PLAINTEXT", "PARAMETER_STORE", "SECRETS_MANAGER"];

export const codepipelineValid = defineRule({
  id: "codepipeline-valid",
  title: "CodePipeline takes the pipeline",
  rationale:
    "A preview does not ask CodePipeline about stages, artifacts and configurations: it refuses the pipeline when everything around it exists.",
  remediation: "Correct the property as the message says.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "resource",
  targets: [...kinds.pipeline],
  *check(pipeline) {
    yield* checkStores(pipeline.at("artifactStores"));
    yield* checkStages(pipeline.at("stages"));
    yield* checkArtifacts(pipeline.at("stages"));
    for (const action of actionsOf(pipeline.at("stages"))) {
      yield* checkAction(action);
    }
    yield* checkType(pipeline);
  },
});

function actionsOf(stages: Value): readonly Value[] {
  return stages.items.flatMap((stage) => stage.at("actions").items);
}

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/codepipeline/codepipeline.go, `ExpandArtifactStores`. */
function* checkStores(stores: Value): Generator<Yield> {
  const regions = stores.items.map((store) => store.at("region"));
  const [only] = regions;
  if (stores.unknown || regions.some((region) => region.unknown)) {
    yield undecided(stores, "the regions of the artifact stores are not known yet");
    return;
  }
  const isGiven = (region: Value) => !region.absent && region.string !== "";
  if (regions.length === 1 && only !== undefined && isGiven(only)) {
    yield finding(
      only,
      `The only artifact store has a region (${only.show()}); it is the pipeline's ("region cannot be set for a single-region CodePipeline").`,
      {
        remediation: "Remove `region`; it is for pipelines with a store in each of several regions.",
      },
    );
  }
  const seen = new Set<string>();
  for (const region of regions.length > 1 ? regions : []) {
    if (!isGiven(region)) {
      yield finding(
        region,
        'One of several artifact stores has no region ("region must be set for a cross-region CodePipeline").',
        {
          remediation: "Set the `region` of each store, or keep only the one in the pipeline's region.",
        },
      );
    } else if (seen.has(region.string ?? "")) {
      yield finding(region, `Two artifact stores are in ${region.show()}; a pipeline has one a region.`, {
        remediation: "Keep one store for each region.",
      });
    }
    seen.add(region.string ?? "");
  }
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/pipeline-requirements.html. */
function* checkStages(stages: Value): Generator<Yield> {
  if (!stages.absent && !stages.unknown && stages.items.length < 2) {
    yield finding(stages, `The pipeline has ${stages.items.length} stages; CodePipeline wants at least two.`, {
      remediation: "Add a stage after the sources that builds or deploys.",
    });
  }
  yield* checkUnique(stages.items, "Two stages of the pipeline");
  for (const [index, stage] of stages.items.entries()) {
    const actions = stage.at("actions").items;
    yield* checkUnique(actions, "Two actions of the stage");
    for (const category of actions.map((action) => action.at("category"))) {
      const isSource = category.string === SOURCE;
      if (index === 0 && category.string !== undefined && !isSource) {
        yield finding(
          category,
          `The first stage has an action of category ${category.show()}; it takes sources only.`,
          {
            remediation: "Move the action to a later stage.",
          },
        );
      } else if (index > 0 && isSource) {
        yield finding(category, "A later stage has a source; only the first stage takes them.", {
          remediation: "Move the source to the first stage.",
        });
      }
    }
  }
}

function* checkUnique(holders: readonly Value[], what: string): Generator<Yield> {
  const seen = new Set<string>();
  for (const name of holders.map((holder) => holder.at("name"))) {
    if (name.string !== undefined && !name.halfKnown && seen.has(name.string)) {
      yield finding(name, `${what} are called ${name.show()}.`, { remediation: "Give each a name of its own." });
    }
    seen.add(name.string ?? "");
  }
}

/** Artifacts by name: an output once in a pipeline, an input only after it. */
function* checkArtifacts(stages: Value): Generator<Yield> {
  const actions = actionsOf(stages);
  const outputs = actions.flatMap((action) => action.at("outputArtifacts").items);
  const seen = new Set<string>();
  for (const output of outputs) {
    if (output.string !== undefined && seen.has(output.string)) {
      yield finding(output, `Two actions make the artifact ${output.show()}; names are unique in a pipeline.`, {
        remediation: "Give each output artifact a name of its own.",
      });
    }
    seen.add(output.string ?? "");
  }
  const isOpen = stages.unknown || actions.some((action) => action.unknown || action.at("outputArtifacts").unknown);
  if (isOpen || outputs.some((output) => output.halfKnown)) {
    yield undecided(stages, "which artifacts the actions make is not known yet");
    return;
  }
  const before = new Set<string>();
  for (const stage of stages.items) {
    const here = stage.at("actions").items;
    for (const action of here) {
      const earlier = here.filter((each) => orderOf(each) < orderOf(action));
      const made = new Set([...before, ...earlier.flatMap(namesMadeBy)]);
      for (const input of action.at("inputArtifacts").items) {
        if (input.string !== undefined && !input.halfKnown && !made.has(input.string)) {
          const offered = made.size === 0 ? "" : ` There ${made.size === 1 ? "is" : "are"} ${listed([...made])}.`;
          yield finding(input, `No earlier action makes the artifact ${input.show()}.${offered}`, {
            remediation: "Name an artifact of an earlier action, or let one make it (`outputArtifacts`).",
          });
        }
      }
    }
    here.flatMap(namesMadeBy).forEach((name) => before.add(name));
  }
}

function orderOf(action: Value): number {
  return action.at("runOrder").number ?? 1;
}

function namesMadeBy(action: Value): readonly string[] {
  return action.at("outputArtifacts").items.flatMap(({ string }) => string ?? []);
}

function* checkAction(action: Value): Generator<Yield> {
  const owner = action.at("owner").string;
  const type = actionType(action.at("category").string, action.at("provider").string);
  yield* checkConfiguration(action.at("configuration"));
  if (type === undefined && owner === "AWS") {
    yield* checkProvider(action);
  }
  if (type === undefined || owner === undefined || owner === "Custom") {
    return;
  }
  if (owner !== type.owner) {
    yield finding(
      action.at("owner"),
      `The owner of ${action.at("provider").show()} is not ${action.at("owner").show()}: CodePipeline has no such action.`,
      { remediation: `Set \`owner: "${type.owner}"\`.` },
    );
  }
  yield* checkRequired(action, type);
  yield* checkCount(action, "inputArtifacts", type.inputs);
  yield* checkCount(action, "outputArtifacts", type.outputs);
}

/** "ActionType (Category: 'Deploy', Provider: …, Owner: 'AWS', Version: '1') … is not available in region". */
function* checkProvider(action: Value): Generator<Yield> {
  const [category, provider] = [action.at("category"), action.at("provider")];
  const known = providersOfAws(category.string);
  if (known !== undefined && provider.string !== undefined && !provider.halfKnown && !known.includes(provider.string)) {
    yield finding(
      provider,
      `CodePipeline has no ${category.show()} action of ${provider.show()}, and refuses the pipeline ("ActionType … is not available in region").`,
      {
        remediation: `Those of AWS in this category are ${listed(known)}; for an action type of your own, set \`owner: "Custom"\`.`,
      },
    );
  }
}

/** The provider passes on a map of texts, each of 1 to 1000 characters or, by action, 50000. */
function* checkConfiguration(configuration: Value): Generator<Yield> {
  for (const [key, value] of configuration.entries) {
    const isMixed = value.object !== undefined || Array.isArray(value.raw);
    if (isMixed || NO_TEXT.test(value.string ?? "")) {
      yield finding(value, `\`${key}\` is no text, and CodePipeline's configuration holds nothing else.`, {
        remediation:
          "Pass the text the action's documentation asks for; for an object or a list, its `JSON.stringify(…)`.",
      });
    } else if (value.string === "") {
      // "Member must have length greater than or equal to 1" (https://github.com/aws/aws-cdk/issues/2167).
      yield finding(value, `\`${key}\` is empty: CodePipeline refuses empty texts.`, {
        remediation: "Leave the key out, or give it a value.",
      });
    } else if (key === "EnvironmentVariables") {
      yield* checkVariables(value);
    }
  }
}

function* checkVariables(text: Value): Generator<Yield> {
  if (text.string === undefined || text.halfKnown) {
    return;
  }
  const read = readJson(text);
  if (!("value" in read) || !Array.isArray(read.value.raw)) {
    yield finding(text, "`EnvironmentVariables` is not the JSON text of a list.", {
      remediation: 'Write `JSON.stringify([{ name: "STAGE", value: "dev", type: "PLAINTEXT" }])`.',
    });
    return;
  }
  for (const variable of read.value.items) {
    const type = variable.at("type");
    if (variable.at("name").string === undefined || typeof variable.at("value").raw !== "string") {
      yield finding(variable, "An entry of `EnvironmentVariables` needs a `name` and a `value`, both texts.", {
        remediation: 'Write `{ name: "STAGE", value: "dev", type: "PLAINTEXT" }`.',
      });
    } else if (type.string !== undefined && !VARIABLE_TYPES.includes(type.string)) {
      yield finding(type, `${type.show()} is no type of environment variable.`, {
        remediation: `Use ${listed(VARIABLE_TYPES, "or")}.`,
      });
    }
  }
}

function* checkRequired(action: Value, type: ActionType): Generator<Yield> {
  const configuration = action.at("configuration");
  if (configuration.unknown) {
    yield undecided(configuration, "the configuration is not known yet");
    return;
  }
  const missing = type.required.filter((key) => configuration.at(key).absent);
  if (missing.length > 0) {
    yield finding(
      configuration,
      `${type.category} action ${action.at("name").show()} (${type.provider}) lacks ${listed(missing)}: CodePipeline refuses the pipeline.`,
      { remediation: `Set ${listed(missing)} in \`configuration\`.` },
    );
  }
}

/** "Action … declares 0 input artifacts which is less than the minimum count (1)". */
function* checkCount(
  action: Value,
  property: "inputArtifacts" | "outputArtifacts",
  [least, most]: readonly [number, number],
): Generator<Yield> {
  const artifacts = action.at(property);
  const count = artifacts.items.length;
  if (artifacts.unknown || (count >= least && count <= most)) {
    return;
  }
  const range = least === most ? String(least) : `${least} to ${most}`;
  yield finding(
    artifacts,
    `Action ${action.at("name").show()} (${action.at("provider").show()}) has ${count} entries in \`${property}\`; CodePipeline wants ${range}.`,
    {
      remediation:
        count < least ? `Name what it ${property === "inputArtifacts" ? "takes" : "makes"}.` : `Keep ${range}.`,
    },
  );
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/pipeline-types.html. */
function* checkType(pipeline: Resource): Generator<Yield> {
  const type = pipeline.at("pipelineType");
  const mode = pipeline.at("executionMode");
  if (type.unknown || (type.string !== undefined && type.string !== "V1" && type.string !== "")) {
    return;
  }
  const used = ["triggers", "variables"].filter((property) => pipeline.at(property).items.length > 0);
  if (mode.string === "QUEUED" || mode.string === "PARALLEL") {
    used.push("executionMode");
  }
  if (used.length > 0) {
    yield finding("pipelineType", `A pipeline of type V1, the default, takes no ${listed(used, "or")} of this kind.`, {
      remediation: 'Set `pipelineType: "V2"`.',
    });
  }
}
