/** Where a resource takes texts that may be credentials, and which of its texts are. */
import type { Resource } from "../engine/resource";
import type { Value } from "../engine/value";
import { readJson } from "../iam/json";
import { isNoText } from "../iam/validity/texts";
import { detectedBy } from "./secret-detector";
import { isPlaceholder, isReference, looksGenerated, namesKey, namesPassword } from "./secret-names";
import { segmentsOf, valuesAt } from "./values-at";

/** A property that takes such texts. */
interface Place {
  readonly path: string;
  /**
   * What is there: a `secret` by its nature; `variables`, a map of them; `pairs`, a list of name and value; `containers`, the
   * JSON of containers; `script`, a program that may hold one.
   */
  readonly holds: "secret" | "variables" | "pairs" | "containers" | "script" | "encoded script";
  /** For messages: `environment variable`. */
  readonly what: string;
}

const VARIABLE = "environment variable";
const variables = (path: string): Place => ({ path, holds: "variables", what: VARIABLE });
const pairs = (path: string): Place => ({ path, holds: "pairs", what: VARIABLE });
const secret = (path: string, what: string): Place => ({ path, holds: "secret", what });
const SCRIPTS: readonly Place[] = [
  { path: "userData", holds: "script", what: "user data" },
  { path: "userDataBase64", holds: "encoded script", what: "user data" },
];
const OIDC = "client secret";

/** By type token; `test/helpers/clear-text.test.ts` holds each property against the installed SDK. */
export const CLEAR_TEXT_PLACES: Readonly<Record<string, readonly Place[]>> = {
  "aws:secretsmanager/secretVersion:SecretVersion": [secret("secretString", "secret")],
  "aws:ssm/parameter:Parameter": [secret("value", "parameter"), secret("insecureValue", "parameter")],
  "aws:lambda/function:Function": [variables("environment.variables")],
  "aws:ecs/taskDefinition:TaskDefinition": [{ path: "containerDefinitions", holds: "containers", what: VARIABLE }],
  "aws:batch/jobDefinition:JobDefinition": [{ path: "containerProperties", holds: "containers", what: VARIABLE }],
  "aws:codebuild/project:Project": [pairs("environment.environmentVariables[]")],
  "aws:codebuild/sourceCredential:SourceCredential": [secret("token", "token")],
  "aws:codepipeline/pipeline:Pipeline": [
    { path: "stages[].actions[].configuration", holds: "variables", what: "setting" },
  ],
  "aws:codepipeline/webhook:Webhook": [secret("authenticationConfiguration.secretToken", "token")],
  "aws:apprunner/service:Service": [
    variables("sourceConfiguration.imageRepository.imageConfiguration.runtimeEnvironmentVariables"),
    variables(
      "sourceConfiguration.codeRepository.codeConfiguration.codeConfigurationValues.runtimeEnvironmentVariables",
    ),
  ],
  "aws:amplify/app:App": [
    variables("environmentVariables"),
    secret("accessToken", "token"),
    secret("oauthToken", "token"),
    secret("basicAuthCredentials", "password"),
  ],
  "aws:amplify/branch:Branch": [variables("environmentVariables"), secret("basicAuthCredentials", "password")],
  "aws:elasticbeanstalk/environment:Environment": [pairs("settings[]")],
  "aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate": [pairs("settings[]")],
  "aws:glue/connection:Connection": [{ path: "connectionProperties", holds: "variables", what: "connection property" }],
  "aws:glue/job:Job": [{ path: "defaultArguments", holds: "variables", what: "argument" }],
  "aws:cognito/identityProvider:IdentityProvider": [{ path: "providerDetails", holds: "variables", what: "setting" }],
  "aws:cloudwatch/eventConnection:EventConnection": [
    secret("authParameters.apiKey.value", "API key"),
    secret("authParameters.basic.password", "password"),
    secret("authParameters.oauth.clientParameters.clientSecret", OIDC),
  ],
  "aws:lb/listener:Listener": [secret("defaultActions[].authenticateOidc.clientSecret", OIDC)],
  "aws:alb/listener:Listener": [secret("defaultActions[].authenticateOidc.clientSecret", OIDC)],
  "aws:lb/listenerRule:ListenerRule": [secret("actions[].authenticateOidc.clientSecret", OIDC)],
  "aws:alb/listenerRule:ListenerRule": [secret("actions[].authenticateOidc.clientSecret", OIDC)],
  "aws:apigateway/apiKey:ApiKey": [secret("value", "API key")],
  "aws:ec2/instance:Instance": SCRIPTS,
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest": SCRIPTS,
  "aws:ec2/launchConfiguration:LaunchConfiguration": SCRIPTS,
  "aws:ec2/launchTemplate:LaunchTemplate": [{ path: "userData", holds: "encoded script", what: "user data" }],
  "pulumi:providers:aws": [secret("secretKey", "secret key"), secret("token", "session token")],
};

/** A text that is a credential, whoever wrote it. */
export interface ClearText {
  /** The property it is, or lies in. */
  readonly value: Value;
  /** Top-level property: dependencies are known of those alone. */
  readonly property: string;
  /** The text itself. Never to be printed. */
  readonly text: string;
  /** What it is, for messages, with its name: "environment variable `DB_PASSWORD`". */
  readonly what: string;
  /** How one knows: the rule of secretlint that finds it; `undefined` when its name or place says so. */
  readonly detector: string | undefined;
}

/** The credentials among the texts of a resource, as far as they are known. */
export function clearTextsOf(resource: Resource): readonly ClearText[] {
  return (CLEAR_TEXT_PLACES[resource.type] ?? []).flatMap((place) =>
    valuesAt(resource.props, place.path).flatMap((value) =>
      textsAt(value, place, resource).flatMap(({ value: at, name, text, what, isSecret }): readonly ClearText[] => {
        const [detector] = detectedBy(name === undefined ? text : `${name}=${text}`);
        const isOne = detector !== undefined || (isSecret ? isSecretText(text) : isNamed(name, text));
        return isOne && !isNoText({ value: at, text })
          ? [{ value: at, property: String(segmentsOf(at)[0] ?? ""), text, what, detector }]
          : [];
      }),
    ),
  );
}

interface Text {
  readonly value: Value;
  readonly name: string | undefined;
  readonly text: string;
  readonly what: string;
  /** Whether whatever stands there is secret. */
  readonly isSecret: boolean;
}

function textsAt(value: Value, { holds, what }: Place, resource: Resource): readonly Text[] {
  const named = (name: string, at: Value, from = value): readonly Text[] =>
    at.string === undefined || at.string === ""
      ? []
      : [{ value: from, name, text: at.string, what: `${what} \`${name}\``, isSecret: false }];
  switch (holds) {
    case "variables":
      return value.entries.flatMap(([name, each]) => named(name, each, each));
    case "pairs":
      return value.at("type").string === undefined || value.at("type").string === "PLAINTEXT"
        ? named(value.at("name").string ?? "", value.at("value"), value.at("value"))
        : [];
    case "containers":
      return containerVariables(value).flatMap((each) => named(each.at("name").string ?? "", each.at("value")));
    case "script":
      return value.string === undefined ? [] : scriptTexts(value, value.string, what);
    case "encoded script": {
      const script = Buffer.from(value.string ?? "", "base64").toString("utf8");
      return value.string === undefined ? [] : scriptTexts(value, script, what);
    }
    case "secret":
      return value.string === undefined ? [] : secretTexts(value, value.string, what, resource);
  }
}

function containerVariables(value: Value): readonly Value[] {
  const read = readJson(value);
  const containers = "value" in read ? read.value.items : [];
  return containers.flatMap((container) => [
    ...container.at("environment").items,
    ...container.at("containers").items.flatMap((each) => each.at("environment").items),
  ]);
}

/** A script as a whole, and what it assigns. */
function scriptTexts(value: Value, script: string, what: string): readonly Text[] {
  const assigned = [...script.matchAll(/^\s*(?:export\s+|ENV\s+)?([A-Za-z_]\w*)=(["']?)([^\s"'$`]+)\2\s*$/gm)];
  const named = assigned.map(([, name = "", , text = ""]) => ({
    value,
    name,
    text,
    what: `variable \`${name}\` in the ${what}`,
    isSecret: false,
  }));
  const found = named.some(({ name, text }) => isNamed(name, text) || detectedBy(`${name}=${text}`).length > 0);
  return found ? named : [{ value, name: undefined, text: script, what, isSecret: false }];
}

/** A secret may be a JSON object, of which only some members are secret. A parameter is a secret only if it is encrypted. */
function secretTexts(value: Value, text: string, what: string, resource: Resource): readonly Text[] {
  const isParameter = resource.type === "aws:ssm/parameter:Parameter";
  const isSecret = !isParameter || resource.at("type").string === "SecureString";
  const read = /^\s*\{/.test(text) ? readJson(value) : undefined;
  if (read !== undefined && "value" in read) {
    return leavesOf(read.value).map(({ name, text: leaf }) => ({
      value,
      name,
      text: leaf,
      what: `key \`${name}\` of the ${what}`,
      isSecret: isSecret && (namesPassword(name) || namesKey(name)),
    }));
  }
  const name = isParameter ? (resource.at("name").string ?? resource.name) : undefined;
  return [{ value, name, text, what, isSecret }];
}

function leavesOf(holder: Value, depth = 0): readonly { readonly name: string; readonly text: string }[] {
  return holder.entries.flatMap(([name, each]) =>
    each.object === undefined || depth > 5
      ? each.string === undefined || each.string === ""
        ? []
        : [{ name, text: each.string }]
      : leavesOf(each, depth + 1),
  );
}

function isSecretText(text: string): boolean {
  return text !== "" && !isPlaceholder(text) && !isReference(text);
}

function isNamed(name: string | undefined, text: string): boolean {
  return (
    name !== undefined &&
    isSecretText(text) &&
    (namesPassword(name) ? /^\S+$/.test(text) : namesKey(name) && looksGenerated(text))
  );
}
