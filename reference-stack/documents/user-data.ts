/**
 * What an instance runs when it starts: a placeholder for the application, which answers on its port and at the path of its
 * health check. Replace the unit's `ExecStart` by your own program.
 */
export function userData(port: number, healthCheckPath: string): string {
  const file = `/srv/app${healthCheckPath.endsWith("/") ? `${healthCheckPath}index.html` : healthCheckPath}`;
  return `#!/bin/bash
set -euo pipefail

install -d -m 0755 /srv/app "$(dirname '${file}')"
echo 'Replace me: documents/user-data.ts' > /srv/app/index.html
echo ok > '${file}'

cat > /etc/systemd/system/app.service <<'UNIT'
[Unit]
Description=The application
After=network-online.target
Wants=network-online.target

[Service]
ExecStart=/usr/bin/python3 -m http.server ${port} --directory /srv/app
DynamicUser=yes
ProtectSystem=strict
Restart=always

[Install]
WantedBy=multi-user.target
UNIT

systemctl daemon-reload
systemctl enable --now app.service
`;
}
