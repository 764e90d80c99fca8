/** What other tools substitute in texts, and Pulumi does not. */
import type { Text } from "./texts";

/** A piece of another tool's template. */
export interface ForeignTemplate {
  readonly tool: "CloudFormation" | "Terraform" | "Serverless Framework" | "CDK" | "JavaScript";
  readonly shown: string;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
const PSEUDO_PARAMETER =
  /\$\{AWS::(?:AccountId|NotificationARNs|NoValue|Partition|Region|StackId|StackName|URLSuffix)\}/;
/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html */
const DYNAMIC_REFERENCE = /\{\{resolve:(?:ssm|ssm-secure|secretsmanager):[^}]*\}\}/;
/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html */
const FUNCTION =
  /^\s*!(?:Base64|Cidr|FindInMap|GetAtt|GetAZs|If|ImportValue|Join|Ref|Select|Split|Sub|Transform)\s+\S.*$/m;
const FUNCTION_KEY = /^Fn::[A-Z]\w+$/;
/** https://developer.hashicorp.com/terraform/language/expressions/references */
const TERRAFORM =
  /\$\{(?:var\.[a-z_]|local\.[a-z_]|module\.[a-z_][\w-]*\.|data\.[a-z]+_\w+\.|(?:aws|random|tls|null)_\w+\.[\w-]+\.)[^}]*\}/i;
/** https://www.serverless.com/framework/docs/guides/variables */
const SERVERLESS = /\$\{(?:self|opt|sls|cf)(?:\([\w-]+\))?:[^}]*\}/;
const CDK = /\$\{Token\[[^\]]*\]\}/;
/** A template literal's placeholder in ordinary quotes. Policy variables have a colon, stage variables their own word. */
const LITERAL = /\$\{(?!stageVariables\b)[A-Za-z_]\w*(?:\.\w+|\[\w+\])*(?:\(\))?\}/;

/** For `textsIn`: whether a text may hold a foreign template. */
export function mayBeForeign(text: string): boolean {
  return /\$\{|\{\{resolve:|^\s*![A-Z]|\bFn::|"Ref"\s*:|^Ref$/.test(text);
}

/** The first foreign template of a text, unless it stands where one belongs. */
export function foreignTemplateIn(given: Text): ForeignTemplate | undefined {
  const { text, path, name, form } = given;
  if (isTemplate(given)) {
    return undefined;
  }
  if (form === "key") {
    const isFunction = FUNCTION_KEY.test(text) || (text === "Ref" && given.alone === true && !isMap(name));
    return isFunction && given.alone === true ? { tool: "CloudFormation", shown: text } : undefined;
  }
  const scripted = form === "base64" || name.startsWith("userData");
  const patterns: readonly (readonly [ForeignTemplate["tool"], RegExp])[] = [
    ["CloudFormation", PSEUDO_PARAMETER],
    ["CloudFormation", DYNAMIC_REFERENCE],
    // A shell has words like these of its own.
    ...(scripted
      ? []
      : ([
          ["CloudFormation", FUNCTION],
          ["CDK", CDK],
          ["Terraform", TERRAFORM],
          ["Serverless Framework", SERVERLESS],
        ] as const)),
    ...(isPlain(given) && !path.startsWith("tags") ? ([["JavaScript", LITERAL]] as const) : []),
  ];
  for (const [tool, pattern] of patterns) {
    const shown = pattern.exec(text)?.[0].trim();
    if (shown !== undefined) {
      return { tool, shown };
    }
  }
  return undefined;
}

/** Properties whose text is a template of the service's own, source code, or a file for somebody else. */
const TEMPLATES =
  /^(?:\w*template\w*|buildspec|buildSpec|code|content|contentBase64|data|definitionBody|body|\w*mapping\w*|\w*script\w*|query|\w*queryString|policyText|secretString|specification|value|\w*Templates?)$/i;

function isTemplate({ text, path, name }: Text): boolean {
  const within = path.match(/[A-Za-z]\w*/g) ?? [];
  return (
    [name, ...within].some((each) => TEMPLATES.test(each)) ||
    /AWSTemplateFormatVersion|Type['"]?:\s*['"]?AWS::/.test(text)
  );
}

/** Objects whose keys are the program's, not the service's. */
function isMap(name: string): boolean {
  return /^(?:tags\w*|variables|labels|metadata|dimensions|options|environment|\w*parameters)$/i.test(name);
}

/** An ARN, or the name of something: texts that AWS takes letter by letter. */
function isPlain({ text, name }: Text): boolean {
  return (
    !/\s/.test(text) && (text.startsWith("arn:") || /^(?:name|bucket|family|\w*(?:Arn|Name|Id|Identifier))$/.test(name))
  );
}
