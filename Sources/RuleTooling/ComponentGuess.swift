internal import Tracebacks

/// Guesses which service a log is of.
enum ComponentGuess {
  /// The services and tools that logs are about.
  private static let known: Set<String> = [
    "aodh", "apache", "barbican", "ceilometer", "ceph", "cinder", "cirros", "cloudinit",
    "cyborg", "designate", "devstack", "dnsmasq", "etcd", "glance", "gnocchi", "haproxy", "heat",
    "horizon", "ironic", "kernel", "keystone", "kolla", "libvirt", "magnum", "manila", "masakari",
    "mariadb", "memcached", "mistral", "mysql", "neutron", "nova", "octavia", "oslo", "ovn",
    "ovs", "placement", "privsep", "qemu", "rabbitmq", "rootwrap", "sahara", "sudo", "swift",
    "tempest", "trove", "watcher", "zaqar", "zun",
  ]

  /// The names that devstack gives its services' logs: `n-cpu.log`.
  private static let devstack: [String: String] = [
    "n": "nova", "q": "neutron", "g": "glance", "c": "cinder", "h": "heat", "s": "swift",
    "ir": "ironic", "m": "manila", "o": "octavia",
  ]

  /// Looks at the logger, the calls of a traceback, and the log's path; `openstack` if none says.
  static func component(of event: LogEvent) -> String {
    if let writer = event.writer, let name = first(in: words(writer)) { return name }
    for frame in event.frames.reversed() {
      if let name = first(in: words(frame.file)) { return name }
    }
    let parts = event.source.split(separator: "/")
    for part in parts.reversed() {
      let words = words(String(part))
      if let name = first(in: words) { return name }
      if words.count > 1, part.hasPrefix(words[0] + "-"), let name = devstack[words[0]] {
        return name
      }
    }
    let plain = event.writer.map { words($0) }?.first ?? ""
    return plain.count > 2 && plain != "root" && plain != "main" ? plain : "openstack"
  }

  private static func first(in words: [String]) -> String? {
    words.first { known.contains($0) }
  }

  /// The runs of letters, in small letters.
  static func words(_ text: String) -> [String] {
    text.lowercased().split { !("a"..."z").contains($0) }.map(String.init)
  }
}
