/** The environment variables of a program's process, as the Node language host sets them. */
import type { Config } from "../project/config";
import type { Project } from "../project/project";

export interface EnvironmentOptions {
  readonly project: Project;
  readonly config: Config;
  /** Check types while loading a TypeScript program; slow. */
  readonly typeCheck: boolean;
  /** What the program would inherit. */
  readonly inherited: Readonly<Record<string, string | undefined>>;
}

/** Sources: pulumi-language-nodejs (main.go), `@pulumi/pulumi` runtime/config.js and cmd/run/run.js. */
export function programEnvironment({ project, config, typeCheck, inherited }: EnvironmentOptions): NodeJS.ProcessEnv {
  const { typescript, tsconfig } = project.runtime;
  // Leftovers of an outer Pulumi run would override what this run says.
  const own = Object.entries(inherited).filter(([name]) => !/^PULUMI_(?:NODEJS_|CONFIG)/.test(name));
  return {
    ...Object.fromEntries(own),
    PULUMI_CONFIG: JSON.stringify(
      Object.fromEntries([...config].map(([key, { value }]) => [key.replace(":", ":config:"), value])),
    ),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify([...config].filter(([, each]) => each.secret).map(([key]) => key)),
    PULUMI_NODEJS_TYPESCRIPT: String(typescript),
    PULUMI_NODEJS_TRANSPILE_ONLY: String(!typeCheck),
    // The program's gRPC client would take a web proxy for our local address too, where one is configured.
    no_grpc_proxy: [inherited.no_grpc_proxy ?? inherited.no_proxy ?? inherited.NO_PROXY, "127.0.0.1"]
      .filter((each) => each !== undefined && each !== "")
      .join(","),
    ...(tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig }),
  };
}
