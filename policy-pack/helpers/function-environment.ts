/** What Lambda says of environment variables. */

/**
 * The names nobody may give a variable
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime; also cfn-lint
 * 1.58.0, `environment_variable_keys.json`). Others that runtimes define, like `PATH`, `TZ` and `NODE_PATH`, may be set.
 */
export const RESERVED_VARIABLES: ReadonlySet<string> = new Set([
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_DEFAULT_REGION",
  "AWS_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_LAMBDA_RUNTIME_API",
  "LAMBDA_TASK_ROOT",
  "LAMBDA_RUNTIME_DIR",
]);

/** Beside these, which a runtime defines all the same: what its own parts, and those of Linux, are named. */
const RUNTIME_DEFINED =
  /^(?:_|AWS_|LAMBDA_)|^(?:PATH|LANG|TZ|LD_LIBRARY_PATH|NODE_PATH|PYTHONPATH|GEM_PATH|RUBYLIB|PWD|HOME|SHLVL|TMPDIR|USER|NODE_ENV)$/;

/** Whether a runtime may define a variable itself. */
export function isDefinedByRuntime(name: string): boolean {
  return RESERVED_VARIABLES.has(name) || RUNTIME_DEFINED.test(name);
}

/** The form of a name (https://docs.aws.amazon.com/lambda/latest/api/API_Environment.html). */
export const VARIABLE_NAME = /^[a-zA-Z][a-zA-Z0-9_]+$/;

/** Largest size of all variables together, in bytes (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). */
export const LARGEST_ENVIRONMENT = 4096;
