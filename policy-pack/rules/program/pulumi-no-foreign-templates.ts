import type { Resource } from "../../engine/resource";
import { defineRule, finding, undecided } from "../../engine/rule";
import { foreignTemplateIn, mayBeForeign, type ForeignTemplate } from "../../helpers/foreign-templates";
import { textsIn, unknownPartOf } from "../../helpers/texts";
import { listed } from "../../helpers/words";
import { isDocumentEntry } from "../../iam/places";

const MOST_PLACES = 4;

/** Whose templates these services fill in themselves: CloudFormation's and IoT's. */
const FILLED_IN = /^aws(?:-native)?:(?:cloudformation|iot|serverlessrepository|servicecatalog|ssm\/document)\b/;

const REMEDIATIONS: Readonly<Record<ForeignTemplate["tool"], string>> = {
  CloudFormation:
    "Use what Pulumi has for it: an Output of the resource (`bucket.arn`) for `Ref` and `Fn::GetAtt`, `pulumi.interpolate` for " +
    "`Fn::Sub`, `aws.getCallerIdentityOutput()`, `aws.getRegionOutput()` and `aws.getPartitionOutput()` for `AWS::…`, " +
    "`aws.secretsmanager.getSecretVersionOutput` and `aws.ssm.getParameterOutput` for `{{resolve:…}}`.",
  Terraform:
    "Use a variable of the program or `config.require` for `var.…`, and an Output of the resource, in " +
    "`pulumi.interpolate`, for the others.",
  "Serverless Framework": "Use a variable of the program, `config.require`, or an Output in `pulumi.interpolate`.",
  CDK: "Give the value itself, or an Output, in place of a token of the CDK.",
  JavaScript:
    "Write the text between backticks; with an Output in it, as pulumi.interpolate`…`. In Python put an `f` before it.",
};

export const pulumiNoForeignTemplates = defineRule({
  id: "pulumi-no-foreign-templates",
  title: "No text waits for another tool to fill it in",
  rationale:
    "Pulumi passes texts on as they stand. What CloudFormation, Terraform or the Serverless Framework would substitute reaches " +
    "AWS as it is written: AWS refuses it, or takes it for a name that does not exist.",
  remediation: "Use a variable of the program, or an Output in `pulumi.interpolate`.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "resource",
  targets: ["aws:*", "aws-native:*"],
  *check(resource) {
    for (const [tool, found] of byTool(resource)) {
      const [first] = found;
      if (first !== undefined) {
        const others = found.slice(1, 1 + MOST_PLACES).map(({ path }) => path);
        const also = others.length === 0 ? "" : ` So ${others.length === 1 ? "does" : "do"} ${listed(others)}.`;
        const whose =
          tool === "JavaScript"
            ? "a template literal would fill in; between quotes it stays"
            : `${tool} would fill in; Pulumi leaves it`;
        yield finding(first.path, `\`${first.path}\` holds \`${first.shown}\`, which ${whose} as it is.${also}`, {
          remediation: REMEDIATIONS[tool],
        });
      }
    }
    const unknown = unknownPartOf(resource.props);
    if (unknown !== undefined) {
      yield undecided(unknown, "a part of the resource is not known yet");
    }
  },
});

interface Found {
  readonly path: string;
  readonly shown: string;
}

/** What each tool would fill in: one finding each, for what is ported from it is ported all at once. */
function byTool(resource: Resource): ReadonlyMap<ForeignTemplate["tool"], readonly Found[]> {
  const found = new Map<ForeignTemplate["tool"], Found[]>();
  if (FILLED_IN.test(resource.type)) {
    return found;
  }
  for (const text of textsIn(resource.props, mayBeForeign)) {
    const template = foreignTemplateIn(text);
    // An object among the resources of a policy is for `iam-valid-document` to report.
    if (template !== undefined && !(text.form === "key" && isDocumentEntry(resource, text.path))) {
      const places = found.get(template.tool) ?? [];
      found.set(template.tool, [...places, { path: text.path, shown: template.shown }]);
    }
  }
  return found;
}
