/** Under which other type tokens the installed SDK knows a resource: its aliases, and what it calls deprecated in its favour. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { installedArguments } from "./arguments";

const SDK = path.join(__dirname, "..", "..", "node_modules", "@pulumi", "aws");

/** Another token of the same resource. */
export interface Spelling {
  readonly token: string;
  readonly of: string;
}

/** Every other spelling the SDK states, sorted. */
export function spellingsInSdk(): readonly Spelling[] {
  return [...aliases(), ...deprecated()].sort((a, b) => (`${a.of} ${a.token}` < `${b.of} ${b.token}` ? -1 : 1));
}

/** `aliasOpts = { aliases: [{ type: "aws:alb/listener:Listener" }] }`, as each class writes it. */
function aliases(): readonly Spelling[] {
  return readdirSync(SDK, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".js") && !file.startsWith("node_modules"))
    .flatMap((file) => {
      const text = readFileSync(path.join(SDK, file), "utf8");
      const of = /__pulumiType = '([^']+)'/.exec(text)?.[1];
      const list = /aliases: \[([^\]]*)\]/.exec(text)?.[1] ?? "";
      return of === undefined ? [] : [...list.matchAll(/type: "([^"]+)"/g)].map(([, token = ""]) => ({ token, of }));
    });
}

/** `aws.s3/bucketv2.BucketV2 has been deprecated in favor of aws.s3/bucket.Bucket`. */
function deprecated(): readonly Spelling[] {
  const { resources } = installedArguments();
  const byLower = new Map(resources.map(({ token }) => [token.toLowerCase(), token]));
  return resources.flatMap(({ token, deprecated: text = "" }) => {
    const [, module, file, name] = /in favor of aws\.(\w+)\/(\w+)\.(\w+)/.exec(text) ?? [];
    const of = byLower.get(`aws:${module ?? ""}/${file ?? ""}:${name ?? ""}`.toLowerCase());
    return of === undefined ? [] : [{ token, of }];
  });
}
