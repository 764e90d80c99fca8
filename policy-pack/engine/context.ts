/** A configuration value as far as the caller can see it. */
export interface ConfigValue {
  readonly value: string;
  /** Whether it is stored encrypted; `undefined` where the engine does not say. */
  readonly secret: boolean | undefined;
}

/** What a rule may know of the program beside its resources. */
export interface ProgramContext {
  readonly project: string;
  readonly stack: string;
  /** Configuration by full key (`project:key`); `undefined` where the caller cannot see any (state analysis). */
  readonly config: ReadonlyMap<string, ConfigValue> | undefined;
  /** Environment variables of the program. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /**
   * Whether what data sources answer is marked as made up (the offline check), so that a plain text no resource produced
   * is certainly the program's own. The engine hands such answers over as if the program had written them.
   */
  readonly marksDataSources?: boolean;
  /**
   * The program's working directory, from which the paths of its assets are seen; absent where nobody says (the engine
   * runs a policy pack in the pack's own directory).
   */
  readonly directory?: string;
}

/** Nothing known: for state analysis, and the default of tests. */
export const UNKNOWN_PROGRAM: ProgramContext = { project: "", stack: "", config: undefined, environment: {} };

/**
 * The context from the environment variables that Pulumi's language host sets for a policy pack
 * (`PULUMI_CONFIG` holds decrypted values, without saying which of them are secret).
 */
export function programFromEnvironment(environment: Readonly<Record<string, string | undefined>>): ProgramContext {
  return {
    project: environment.PULUMI_NODEJS_PROJECT ?? "",
    stack: environment.PULUMI_NODEJS_STACK ?? "",
    config: parseConfig(environment.PULUMI_CONFIG),
    environment,
  };
}

function parseConfig(text: string | undefined): ReadonlyMap<string, ConfigValue> | undefined {
  if (text === undefined || text === "") {
    return undefined;
  }
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== "object" || parsed === null) {
      return undefined;
    }
    return new Map(Object.entries(parsed).map(([key, value]) => [key, { value: String(value), secret: undefined }]));
  } catch {
    return undefined; // Configuration only ever silences or words a finding; without it the rules still decide.
  }
}
