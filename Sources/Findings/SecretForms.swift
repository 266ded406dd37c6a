/// The forms in which secrets stand in logs, as expressions that match the secret alone: `\K` comes
/// before it.
///
/// Keys and forms of oslo.utils (`mask_password` in oslo_utils/strutils.py) are among them, and those of
/// HTTP headers, URLs, shells' commands, SQL, and of tokens that say by themselves what they are. A
/// value that is absent (`None`), a word of prose, or a place-holder is none.
///
/// Repetitions are possessive, or begin only where their end is near, so that a text costs time in
/// proportion to its length.
enum SecretForms {
  /// Those of a name and its value.
  static let named = [assigned, ownLine, flag, element, pair, header]

  /// What stands in every text in which one of ``named`` holds.
  static let sign =
    #"(?i)pass|pswd|pwd|dpw|tpw|masterauth|secret|token|psk|configdrive|key(?!stone|error)|cookie|fsid"#
    + #"|credential|kek|swift_?hash|sig|community|authorization"#

  /// Those of addresses, which hold an `@`.
  static let addresses = [dataURL, url]

  /// All others.
  static let unnamed =
    [statement, cookie, tokenObject, encodedURL, userToken, positional, keyBlock] + selfEvident

  /// What colours text in a terminal (ECMA-48, section 5.4), also where a carrier has escaped it.
  static let escapeSequence =
    #"(?:\x1B|#033|\\+(?:x1[bB]|u001[bB]|033|e(?=\[)))"#
    + #"(?:\[[0-?]*+[ -/]*+[@-~]|\][^\x07\x1B\n]*+(?:\x07|\x1B\\)?)"#

  // MARK: keys

  /// The ends of names whose values are secret; what stands before does not matter.
  private static let keys =
    "(?:"
    + [
      "passw(?:or)?d", "passphrase", "pswd", "adminpass", "[_-]pass", "[_-]pwd", "bindpw", "rootpw",
      "requirepass", "masterauth", "secret(?:_uuid)?", "token", "[_-]psk", "configdrive",
      "(?:access|account|api|auth|encrypted|encryption|fernet|hmac|master|private|secret|sign(?:ing)?"
        + "|ssl|sshrsa)[_-]?key",
      "ceph(?:clusterfsid|(?:admin|client|manilaclient|mds|mgr|mon|rgw)key)", "octaviaheartbeatkey",
      "(?:rabbit|erlang)[_-]?cookie", "pacemakerremoteauthkey", "designaterndckey",
      "heatauthencryptionkey", "keystonecredential", "barbicansimplecryptokek", "migrationsshkey",
      "swift_?hash_?(?:path_?)?(?:prefix|suffix)", "temp[_-]?url[_-]?(?:key|sig)",
      "x-amz-(?:credential|signature)", "(?<=[?&])sig(?:nature)?", "snmp(?:_\\w+)?_community",
    ].joined(separator: "|") + ")"

  private static let key = "(?i)" + keys + "[0-9]*+"

  // MARK: values

  /// A quote in JSON inside of JSON as deep as may be, in HTML, or by number.
  private static let quote = #"(?:\\*+["']|&(?:quot|apos|#3[49]|#x2[27]);|\\++u002[27])"#

  /// From the first quote to one that is as deep: deeper ones belong to the value.
  private static let quoted =
    #"(?:[ub]?(\\*+)(["'])\K(?:(?!\g{-1})[^\\\n]|\\++(?!\g{-1})|\g{-2}\\++\g{-1})++"#
    + #"|(&(?:quot|apos|#3[49]|#x2[27]);|\\++u002[27])\K(?:(?!\g{-1})[^\n])++)"#

  /// What ends a value without quotes: a blank, a quote or a bracket at its end, an escaped line feed, or
  /// where another value begins.
  private static let end =
    #"(?:\s|$|\\*+["'](?:[\s,;:)\]}>\\]|$)|[&;,](?:\s|$|[a-z][\w.-]++=)|[)\]}>]++[,;:.]?(?:\s|$)"#
    + #"|</[a-z]|&(?:quot|apos|lt|gt|#\d|#x)|(?:\\++[nr]|#01[25])(?:\\|#01|\s|[\w.-]++\s*+=|\[|$))"#

  /// What is no secret, and often tells of the cause.
  private static let harmless =
    "(?:"
    + #"(?:none|null|nil|true|false|yes|no|on|off|\*++|<[\w -]++>|\$\{[^\n}]*+\}|\$\w++|%s|%\(\w++\)s"#
    + #"|\{\w*+\}|(?:/[\w.-]++)++\.(?:cer|crt|conf|ini|json|key|pem|txt|ya?ml))"# + end
    // What oslo.config prints of an option without a value; an object; a command's output.
    + #"|log_opt_values\s|<[A-Z]\w++[ .(]|\$\([a-z]|[\[{](?=[\s"'\]\[{}\\]|$)|password\(["']"#
    // Code in the frame of a traceback: `token = self.token`, `password=getpass()`.
    + #"|(?-i:self|cls|conf|CONF|cfg|config|kwargs|os)\.|(?-i:[a-z_][a-z_.]*+\((?:$|[a-z_."', ]*+\))))"#

  private static let bare = "(?!\(quote)|\(harmless))" + #"\K(?:(?!"# + end + #")\S)++"#

  private static let value = "(?:\(quoted)|\(bare))"

  /// Is surely no word of prose, no path, address or date.
  private static let unlikeWords =
    #"["']?(?=[^\s"']*\d)(?!/?(?:[\w.-]++/){2}|\d{4}-\d\d-\d\d|(?:\d{1,3}\.){3})"#
    + #"\K[\w+/=.~!@#$%^&*-]{6,}+(?=["']?(?:[\s,;)}\]]|$))"#

  /// What is said of an object whose name stands in quotes, as Kubernetes says of its secrets.
  private static let saidOfObject =
    #"(?![^"'\n]{0,253}["'] (?:not found|does not|is forbidden|already))"#

  // MARK: a key and its value

  private static let assigned =
    key + "(?:"
    + [
      // key=value, key = 'value', ['key'] = value, key => value, key := value
      #"["'\]\\]*+[ \t]*+:?=(?![=~][ \t])>?[ \t]*+"# + value,
      #"[ \t]*+={2,3}[ \t]*+"# + quoted,
      // "key": "value", of numbers too
      quote + #"\s*+:\s*+"# + value,
      #"[ \t]*+:[ \t]++"# + unlikeWords,
      // password 'value'
      #"(?<!unexpected token)(?<!token(?= ["'].["']))[ \t]++(?=[ub]?\\*+["'])(?=[ub]?\\*+["']"#
        + saidOfObject + ")" + quoted,
      // 'node.session.auth.password', '-v', 'value'
      #"["']?\s*+,?\s*+["']?(?:-v|--?value)["']?\s*+,?\s*+"# + value,
    ].joined(separator: "|") + ")"

  /// `key: value` alone on a line, in a list, or between the braces of YAML.
  private static let ownLine =
    #"(?i)(?:^|[{,]|\\n)[ \t]*+(?:-[ \t]++)?[\w.-]{0,64}?"# + keys
    + #"[0-9]*+[ \t]*+::?[ \t]++(?:"# + quoted + "|(?!\(quote)|\(harmless))"
    + #"\K[^\s,}]++(?=[ \t]*+(?:$|[,}])))"#

  /// `--os-password value`, and the same as two words of a list.
  private static let flag =
    #"(?i)(?<![\w-])--?[\w-]*?"# + keys + #"[0-9]*+(?:["']\s*+,\s*+"# + quoted
    + #"|[ \t]++(?!--[a-z]|-[a-z](?:\s|$)|(?:and|argument|as|by|flag|for|from|in|is|must|not|option|or|requires|to"#
    + #"|was|with)(?:[\s,.]|$))"# + value + ")"

  private static let headerKeys = "(?:passw(?:or)?d|passphrase|secret|token|[_-]key)"

  /// `('key', 'value')`, as lists of headers are printed.
  private static let pair =
    #"(?i)[(\[][ub]?["'][\w.-]*?"# + headerKeys + #"["'], ?(?![ub]?["'](?:x-|[\w-]*"# + headerKeys
    + #"["']))"#
    + quoted + #"(?=["'][)\]])"#

  /// `<key>value</key>`, also inside of HTML.
  private static let element =
    #"(?i)<[\w.:-]*?"# + keys
    + #"[0-9]*+(?:\s[^<>]*+)?>\s*+(?![\])]++(?:\s|$))\K[^<]++(?=</|\z)|&lt;[\w.:-]*?"# + keys
    + #"[0-9]*+&gt;\K(?:(?!&lt;)[^\n])++"#

  /// SQL's ways to say a password.
  private static let statement =
    #"(?:\b(?i:password)\(\s*+|(?:\bIDENTIFIED|(?i:\b(?:create|alter|grant)\b[^\n;]{1,512}?\sidentified))"#
    + #"(?i:\s++(?:with\s++\S++\s++)?(?:by|as|using)\s++(?:password\s++)?))"# + quoted

  /// The headers of HTTP that authorize.
  private static let header =
    #"(?i)(?:(?:proxy-)?authorization(?=\W++(?:\w++\s|[^\s"']*\d))|x-[\w-]{0,64}?(?:key|secret|token))"#
    + quote + #"?\s*+[:=]\s*+(?:[ub](?=["'\\]))?"# + quote + "?(?:"
    + #"(?:(?:basic|bearer|token|negotiate)\s++)\K[^\s"'\\,&]++"#
    + #"|(?:(?:digest|aws4-hmac-sha256)\s++)\K[^'\n]++"#
    + #"|(?!(?:basic|bearer|header|invalid|is|missing|none|not|null|required|was)\b)\K[^\s"'\\,;&]++)"#

  private static let cookie =
    #"(?i)(?<![\w-])(?:set-)?cookie"# + quote + #"?:\s*+"# + quote
    + #"?\K\w[^\s=]*+=[^"'\n\\]++"#

  /// `"token": {"id": "value"}`, as keystone was asked before it had fernet tokens.
  private static let tokenObject =
    #"(?i)["']token\\*+["']\s*+:\s*+\{[^{}\n]{0,200}?["']id\\*+["']\s*+:\s*+"# + quoted

  // MARK: URLs

  /// `http%3A%2F%2Fuser%3Avalue%40host`, an address inside of another.
  private static let encodedURL = #"(?i)%3A%2F%2F[\w.-]{0,64}%3A\K[^\s&]{1,512}?(?=%40)"#

  /// What is no password, but the port after a host.
  private static let notPort = #"(?!\d{1,5}(?:[/?#,\s"'<>)\]}]|$))"#

  /// A character of a password, which may hold any sign but a blank, even if it should be encoded.
  ///
  /// A quote, an end of an element or an escape that ends the address is none of it.
  private static let ofPassword = #"(?!["'](?:[\s,;:)\]}]|$)|\\++["']|</|&(?:quot|lt))\S"#

  private static let dataScheme =
    #"(?<![\w+.-])(?:amqps?|etcd3?|kafka|kombu|ldaps?|mariadb|memcached?|mongodb|mssql|mysql|nats"#
    + #"|oracle|postgres(?:ql)?|pulsar|rabbit|rediss?|sentinel|zookeeper)(?:\+\w++)*+"#

  /// The addresses of databases and queues, whose passwords may hold `/` and `@`; several hosts may be
  /// listed, each with its own.
  private static let dataURL =
    "(?i)(?:" + dataScheme + #":(?:\\?/){2}"#
    + #"|\G@[\w.:\[\]-]++,)(?!\[)[^\s:/"']*+:"# + notPort
    + #"\K(?=\S{1,512}@)(?:(?!@[\w.:\[\]-]++,[^\s,:@/]++:\S{0,512}@)"# + ofPassword + ")+(?=@)"

  /// Any other address: up to the last `@` before the path, or, where there is none, to the first.
  private static let url =
    "(?i)(?!" + dataScheme + #":)(?<![\w+.-])[a-z][a-z0-9+.-]*+:(?:\\*+/){2}(?!\[)[^\s:/"']*+:"#
    + notPort + #"\K(?=\S{1,512}@)(?:(?:(?![/?#])"#
    + ofPassword + ")+(?=@)|(?:(?!@)" + ofPassword + ")+(?=@[\\w.-]))"

  /// `https://value@host`: nobody's name is so long.
  private static let userToken = #"://\K[\w-]{32,}+(?=@)"#

  // MARK: commands

  /// Commands that take a password where no name says so.
  private static let positional =
    "(?:"
    + [
      #"\bmysql\w*+ (?:[^\n|;]{0,256}? )?-p"#, #"\bsshpass -p ?"#,
      #"\bipmitool (?:[^\n|;]{0,256}? )?-P "#, #"\bldap\w++ (?:[^\n|;]{0,256}? )?-w "#,
      #"\bredis-cli (?:[^\n|;]{0,256}? )?-a "#, #"\bpass:"#,
      #"\bcurl (?:[^\n|;]{0,512}? )?(?:-u|--user) ?["']?[^\s:"']++:"#,
      #"\brabbitmqctl (?:[^\n|;]{0,256}? )?(?:add_user|authenticate_user|change_password) \S++ "#,
    ].joined(separator: "|") + #")["']?\K[^\s"'-][^\s"']*+"#

  // MARK: what says by itself what it is

  /// A private key from its first line on, whose last one may be missing.
  private static let keyBlock =
    #"-----BEGIN [A-Z ]{0,32}PRIVATE KEY(?: BLOCK)?-----\K(?s:(?!-----END ).)++"#

  private static let selfEvident = [
    // A line of the inside of such a block, where its first line is not shown; a SHA-256 is none.
    #"(?<![\w+/=.-])(?![0-9a-f]{64})[A-Za-z0-9+/]{64}(?=$|\\n)"#,
    // Fernet (github.com/fernet/spec: version 0x80 and a time of eight bytes) and JSON Web Tokens
    // (RFC 7519).
    #"gAAAAA[\w-]{20,}+(?:=|%3D){0,2}"#, #"\beyJ[\w-]{8,}+\.[\w-]{8,}+(?:\.[\w-]*+){0,3}"#,
    // AWS, Ceph, GitHub, GitLab, Slack, Google, Vault, PyPI, Stripe.
    #"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b"#, #"\bAQ[A-Za-z0-9+/]{36}=="#,
    #"\b(?:gho|ghp|ghs|ghu|ghr)_\w{36,}+"#, #"\bgithub_pat_\w{22,}+"#,
    #"\b(?:glagent|glcbt|gldt|glft|glimt|gloas|glpat|glptt|glrt|glsoat)-[\w-]{20,}+"#,
    #"\bxox[a-z]-[\w-]{10,}+"#, #"\bAIza[\w-]{35}"#, #"\b(?:hvb|hvs|hvr)\.[\w-]{24,}+"#,
    #"\bpypi-[\w-]{32,}+"#, #"\b[rs]k_live_\w{20,}+"#,
    // crypt(5) and passlib: what a password was hashed to can be tried offline.
    #"\$(?:1|2[abxy]|5|6|7|y|gy|scrypt|argon2\w*+|bcrypt[\w-]*+|pbkdf2[\w-]*+)\$[\w./$,=+*-]{20,}+"#,
    #"(?i:\bbearer\s++)\K[\w.~+/-]{16,}+=*+"#, #"(?i:\bbasic\s++)\K(?=\S*\d)[\w+/]{12,}+=*+"#,
  ]
}
