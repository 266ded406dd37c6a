/// What has brought a service's lines into a log, and written something around each, for people.
package enum Carrier: String, Sendable {
  case syslog = "syslog (RFC 3164), or journalctl -o short"
  case syslog5424 = "syslog (RFC 5424)"
  case syslogISO = "syslog with stamps of ISO 8601, or journalctl -o short-iso"
  case journalWithUnit = "journalctl -o with-unit or short-full"
  case journalMonotonic = "journalctl -o short-monotonic"
  case journalUnix = "journalctl -o short-unix"
  case journalJSON = "journalctl -o json"
  case journalExport = "journalctl -o export"
  case dockerJSON = "docker's json-file"
  case containerRuntime = "container runtime (CRI)"
  case kubectl = "kubectl logs --prefix"
  case compose = "docker compose"
  case gitHubActions = "GitHub Actions"
  case gitLabRunner = "GitLab Runner"
  case apache = "Apache's error log"
  case accessLog = "Common Log Format"
}
