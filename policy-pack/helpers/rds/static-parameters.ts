/**
 * Parameters an engine reads only when it starts: RDS calls them static, and takes `pending-reboot` as the only method.
 *
 * PostgreSQL: those that "can only be set at server start"
 * (https://www.postgresql.org/docs/16/runtime-config-resource.html, …-connection.html, …-wal.html, …-replication.html,
 * …-client.html, …-autovacuum.html, …-locks.html), and RDS's own switch for logical replication
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.FeatureSupport.LogicalReplication.html).
 * MySQL and MariaDB: variables that are not dynamic
 * (https://dev.mysql.com/doc/refman/8.0/en/server-system-variable-reference.html).
 *
 * Not a full list: what is missing here is never reported.
 */
const POSTGRES = [
  "autovacuum_freeze_max_age",
  "autovacuum_multixact_freeze_max_age",
  "huge_pages",
  "max_connections",
  "max_files_per_process",
  "max_locks_per_transaction",
  "max_logical_replication_workers",
  "max_pred_locks_per_transaction",
  "max_prepared_transactions",
  "max_replication_slots",
  "max_wal_senders",
  "max_worker_processes",
  "pg_stat_statements.max",
  "rds.logical_replication",
  "shared_buffers",
  "shared_preload_libraries",
  "superuser_reserved_connections",
  "track_activity_query_size",
  "track_commit_timestamp",
  "wal_buffers",
];

const MYSQL = [
  "back_log",
  "ft_max_word_len",
  "ft_min_word_len",
  "innodb_autoinc_lock_mode",
  "innodb_ft_max_token_size",
  "innodb_ft_min_token_size",
  "innodb_open_files",
  "innodb_read_io_threads",
  "innodb_write_io_threads",
  "lower_case_table_names",
  "performance_schema",
  "skip_name_resolve",
  "table_open_cache_instances",
  "thread_stack",
];

/** Whether a parameter is static in a family of DB parameter groups: `postgres15`, `mysql8.0`. */
export function isStaticParameter(family: string, parameter: string): boolean {
  const name = parameter.toLowerCase();
  return (
    (/^(aurora-)?postgres(ql)?\d/.test(family) && POSTGRES.includes(name)) ||
    (/^(mysql|mariadb|aurora-mysql)\d/.test(family) && MYSQL.includes(name))
  );
}
