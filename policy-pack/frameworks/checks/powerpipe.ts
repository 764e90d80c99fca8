import type { Controls } from "../catalogue";

/**
 * Controls of Turbot's AWS Compliance mod for Powerpipe, whose SOC 2 benchmark follows AWS Audit Manager's. Prowler's mapping of
 * SOC 2 has no criterion for most of what is encrypted.
 */
export const POWERPIPE = {
  "Powerpipe cloudfront_distribution_encryption_in_transit_enabled": { soc2: ["CC6.7"] },
  "Powerpipe ebs_attached_volume_encryption_enabled": { soc2: ["CC6.1"] },
  "Powerpipe efs_file_system_encrypt_data_at_rest": { soc2: ["CC6.1"] },
  "Powerpipe elb_application_lb_redirect_http_request_to_https": { soc2: ["CC6.7"] },
  "Powerpipe elb_application_lb_waf_enabled": { soc2: ["CC6.6"] },
  "Powerpipe lambda_function_restrict_public_access": { soc2: ["CC6.6"] },
  "Powerpipe log_group_encryption_at_rest_enabled": { soc2: ["CC6.1"] },
  "Powerpipe rds_db_instance_encryption_at_rest_enabled": { soc2: ["CC6.1"] },
  "Powerpipe rds_db_instance_prohibit_public_access": { soc2: ["CC6.6"] },
  "Powerpipe s3_bucket_default_encryption_enabled": { soc2: ["CC6.1"] },
  "Powerpipe s3_public_access_block_account": { soc2: ["CC6.1", "CC6.6"] },
  "Powerpipe secretsmanager_secret_automatic_rotation_enabled": { soc2: ["CC6.1"] },
} as const satisfies Readonly<Record<`Powerpipe ${string}`, Controls>>;
