/** The example programs in the doc comments of an installed `@pulumi/aws`. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** One TypeScript program of the provider's documentation. */
export interface ProviderExample {
  /** Where it stands: declaration file and number in it, `ec2/vpcEndpoint#3`. Stable for one version of the SDK. */
  readonly id: string;
  /** The SDK's module, `ec2`. */
  readonly module: string;
  readonly text: string;
}

const FENCE = /```typescript\n(.*?)```/gs;
const SDK = path.join(__dirname, "..", "..", "node_modules", "@pulumi", "aws");

/** All examples, in the order of their ids. */
export function providerExamples(directory: string = SDK): readonly ProviderExample[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".d.ts") && !/^(types|node_modules)[\\/]/.test(file))
    .sort()
    .flatMap((file) => {
      const name = file.replace(/\.d\.ts$/, "").replaceAll("\\", "/");
      return [...readFileSync(path.join(directory, file), "utf8").matchAll(FENCE)].map(([, text = ""], index) => ({
        id: `${name}#${index + 1}`,
        module: name.includes("/") ? (name.split("/")[0] ?? "") : "",
        // Each line of a doc comment begins with ` * `, and a comment's end would end it.
        text: text.replaceAll(/^\s*\* ?/gm, "").replaceAll("*&#47;", "*/"),
      }));
    });
}
