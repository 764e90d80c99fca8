/** What is known to listen on a port, and who should never meet it on the internet. */

/**
 * Ports that give whoever gets in the machine
 * (https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19, and Docker's and Kubernetes' own
 * documentation for 2375, 2376 and 10250).
 */
const ADMIN_PORTS: ReadonlyMap<number, string> = new Map([
  [22, "SSH"],
  [23, "Telnet"],
  [135, "RPC"],
  [445, "SMB"],
  [2375, "Docker"],
  [2376, "Docker"],
  [3389, "RDP"],
  [5900, "VNC"],
  [5985, "WinRM"],
  [5986, "WinRM"],
  [10250, "kubelet"],
]);

/** Default ports of data stores. */
const DATABASE_PORTS: ReadonlyMap<number, string> = new Map([
  [1433, "SQL Server"],
  [1521, "Oracle"],
  [3306, "MySQL"],
  [5432, "PostgreSQL"],
  [5439, "Redshift"],
  [6379, "Redis"],
  [8182, "Neptune"],
  [9042, "Cassandra"],
  [9200, "OpenSearch"],
  [9300, "OpenSearch"],
  [11211, "Memcached"],
  [27017, "MongoDB"],
  [50000, "Db2"],
]);

const SENSITIVE_PORTS: ReadonlyMap<number, string> = new Map([...ADMIN_PORTS, ...DATABASE_PORTS]);

export const LAST_PORT = 65_535;

/** The first and the last of a row of ports. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** The administration and database ports in a range, as `22 (SSH)`. */
export function sensitivePorts({ from, to }: PortRange): readonly string[] {
  return [...SENSITIVE_PORTS]
    .filter(([port]) => port >= from && port <= to)
    .sort(([a], [b]) => a - b)
    .map(([port, name]) => `${port} (${name})`);
}

const MOST_NAMED = 3;

/** A range as a sentence names it: `port 22 (SSH)`, `ports 0 to 65535, among them 22 (SSH) …`, `every port`. */
export function describePorts(range: PortRange): string {
  const sensitive = sensitivePorts(range);
  if (range.from === range.to) {
    return `port ${sensitive[0] ?? range.from}`;
  }
  const all = range.from <= 1 && range.to >= LAST_PORT ? "every port" : `ports ${range.from} to ${range.to}`;
  const named = sensitive.slice(0, MOST_NAMED).join(", ");
  const more = sensitive.length > MOST_NAMED ? ` and ${sensitive.length - MOST_NAMED} more` : "";
  return sensitive.length === 0 ? all : `${all}, among them ${named}${more}`;
}
