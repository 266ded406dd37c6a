import Findings
import Testing

/// Each text has its secrets between guillemets, which are not part of it.
@Suite("Masking secrets")
struct SecretMaskTests {
  private func expect(_ marked: String, _ location: SourceLocation = #_sourceLocation) {
    let text = marked.filter { $0 != "«" && $0 != "»" }
    var expected = ""
    for (index, part) in marked.split(separator: "«", omittingEmptySubsequences: false).enumerated()
    {
      let ends = part.split(separator: "»", maxSplits: 1, omittingEmptySubsequences: false)
      expected += index == 0 ? String(part) : "***" + (ends.count > 1 ? ends[1] : "")
    }
    #expect(SecretMask().masked(text) == expected, sourceLocation: location)
  }

  @Test(
    "What oslo.utils masks is masked",
    arguments: [
      "admin_pass=«mypassword»", "adminPass = '«aaaaa»'", #"password = "«mypassword»""#,
      "'adminPass' : '«aaaaa»'", "'admin_pass' : '«aaaaa»'", #""password" : "«aaaaa»""#,
      "'original_password' : '«aaaaa»'", "'adminPass' : u'«aaaaa»'", #"{'auth_token': b'«x»'}"#,
      "<adminPass>«TL0EfN33»</adminPass>", "<auth_password2>\n  «x y»</auth_password2>",
      "--password «secretpass»", "mycmd --token «aa» --verbose", "--password '«x y»' run",
      "password '«aaaaa»'", #"token "«aaaaa»""#, "sys_pswd=«x»", "secret_uuid=«5a1b»",
      "'CHAPPASSWORD': '«x»'", "fernetkey=«x»", "sslkey=«x»", "passphrase=«x»", "token = «abc»",
      "configdrive=«H4sI»", "new_pass: \"\" new_pass=«b»", "encrypted_key=«b»",
      "cephclusterfsid=«b» octaviaheartbeatkey=«c» rabbitcookie=«d» cephmanilaclientkey=«e»",
      "pacemakerremoteauthkey=«b» designaterndckey=«c» cephadminkey=«d» cephclientkey=«e»",
      "heatauthencryptionkey=«b» keystonecredential=«c» barbicansimplecryptokek=«d»",
      "cephrgwkey=«b» swifthashsuffix=«c» migrationsshkey=«d» cephmdskey=«e» cephmonkey=«f»",
      "chapsecret=«b» password0=«c» private_key=«x»",
      "('node.session.auth.password', '-v', '«mypassword»')",
      "iscsiadm -n node.session.auth.password -v «mypassword»",
      "node.session.auth.password --value «mypassword»",
    ])
  func oslo(_ marked: String) { expect(marked) }

  @Test(
    "Every other name of a secret is known",
    arguments: [
      "passwd", "db_pass", "db-pwd", "bindpw", "rootpw", "requirepass", "masterauth", "ipsec_psk",
      "aws_secret_access_key", "api_key", "authkey", "hmac-key", "signing_key", "account_key",
      "ceph_mgr_unused_token", "cephmgrkey", "erlang_cookie", "swift_hash_path_suffix",
      "temp_url_key", "X-Amz-Signature", "snmp_read_community", "encryption_key", "master_key",
    ])
  func names(_ name: String) {
    expect("\(name) = «a1»")
    expect("{\"\(name)\": \"«a1»\"}")
    expect("x --\(name) «a1» y")
    expect("<\(name)>«a1»</\(name)>")
  }

  @Test(
    "Passwords in addresses are masked; user, host, port and database stay",
    arguments: [
      "mysql+pymysql://nova:«s3cret»@10.0.0.5:3306/nova_api?charset=utf8",
      "connect to rabbit://nova:«p»@h1:5672,nova:«q»@h2:5672,nova:«r»@[fd00::1]:5672/vhost failed",
      "postgresql://u:«p@ss/w?or#d:%»@db.example.org/keystone", "ldaps://cn=admin:«pw»@ldap/",
      "redis://:«pw»@127.0.0.1:6379", "http://user:«12345»@host:8774/v2.1", "ftp://u:«p@ss»@host",
      "git+https://git:«abc»@opendev.org/openstack/nova@stable/2025.1#egg=nova",
      "https://u:«pa/ss»@host/path", "'mysql://nova:«it's»@host/db', 'x@y'",
      #""url":"amqp:\/\/nova:«pw»@host\/v","mail":"a@b.org""#, "amqp://me@example.org:«pw»@host",
      "<url>http://u:«p»@h</url>", "redirect=http%3A%2F%2Fu%3A«pw»%40host%2F",
      "https://«a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2»@github.com/o/r.git",
      "two http://a:«x»@b and https://c:«y»@d", "mongodb://a,b:«c,d»@h/db",
    ])
  func addresses(_ marked: String) { expect(marked) }

  @Test(
    "Headers, tokens and keys are masked",
    arguments: [
      #"curl -g -i -X GET http://c:5000 -H "X-Auth-Token: «4f5e6c»" -H "Accept: json""#,
      "X-Subject-Token: «gAAAAABk»", "{'X-Auth-Token': '«x»', 'Accept': '*/*'}",
      "[('X-Service-Token', '«x»'), ('Host', 'c')]", "Authorization: Bearer «abc.def»",
      "authorization: Basic «dXNlcjpwYXNz» HTTP/1.1 401",
      #"'Authorization': 'AWS4-HMAC-SHA256 «Credential=A/b, Signature=0»', 'a': 1"#,
      "Set-Cookie: «sessionid=0a1b; Path=/»",
      "got «gAAAAABmO4eOq9xYw-7_gAAAAABmO4eOq9xYw-7_Zg==» back",
      "jwt «eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjMifQ.abc-_1» end",
      "key «AKIAIOSFODNN7EXAMPLE» and aws_secret_access_key = «wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY»",
      "GET /b/o?X-Amz-Credential=«A%2Fb»&X-Amz-Date=1&X-Amz-Signature=«0af»&user=u",
      "/v1/AUTH_a/c/o?temp_url_sig=«0af»&temp_url_expires=1",
      "key = «AQBvaBVqxKhSKhAAFAI7t9rPNoTBkWlaHYzzGQ==»",
      "«ghp_0123456789abcdefghijABCDEFGHIJ012345»", "«glpat-abcdefghij0123456789»",
      "{'password_hash': '«$2b$12$8IAyZ5Vq2h6M3aNd1xZ6euYYx1Z4f8kGqk9q0Fh1m8aX»'}",
      #"{"auth": {"identity": {"methods": ["token"], "token": {"id": "«0af1»"}}}}"#,
    ])
  func tokens(_ marked: String) { expect(marked) }

  @Test(
    "Commands and statements are masked",
    arguments: [
      "mysql -u root -p«secret» -h db nova", "sshpass -p «x» ssh host",
      "ipmitool -I lanplus -H 10.0.0.9 -U admin -P «x» power status",
      "curl -s -u admin:«x» http://h", "rabbitmqctl add_user nova «x»",
      "ldapsearch -x -D cn=admin -w «x» -b dc=x", "redis-cli -h h -a «x» ping",
      "openssl rsa -passin pass:«x» -in k", "CREATE USER 'nova'@'%' IDENTIFIED BY '«x y»'",
      "GRANT ALL ON *.* TO 'a' IDENTIFIED BY PASSWORD '«*94BD»'", "SET PASSWORD = PASSWORD('«x»')",
      "['openstack', '--os-password', '«x»', 'user', 'list']", "export OS_PASSWORD=«x»",
      "DB_PASS=«x» DB_USER=nova",
    ])
  func commands(_ marked: String) { expect(marked) }

  @Test(
    "Odd values are masked to their end, and nothing beyond",
    arguments: [
      "password=«a'b\"c;d,e&f» user=x", "password='«a\"b c»', user='x'",
      #"password="«it's \"x\"»", a"#,
      "dsn=host=h password=«x» dbname=d", "?password=«x»&host=db", "PWD;UID=u;DB_PWD=«x»;HOST=h",
      "Foo(password=«x», user='u')", "(password=«x»)", "password=«unclosed",
      "password = '«un closed",
      #"{"msg": "{\"password\": \"«s\\\"x»\", \"user\": \"u\"}"}"#, #"a \"token\": \"«x»\" b"#,
      #"{\\\"password\\\": \\\"«x»\\\", \\\"user\\\": \\\"u\\\"}"#,
      #"["password=«x»","user=u"]"#, #"conf: password=«x»\nuser=nova\n"#,
      "password=«x»#012user=nova",
      "&quot;password&quot;: &quot;«x»&quot;, &quot;a&quot;",
      "&lt;password&gt;«x»&lt;/password&gt;",
      #"\u0022password\u0022: \u0022«x»\u0022"#, #""admin_pin": 1, "password": «1234», "a": 2"#,
      "password => '«x»',", "password := «x»", "token == '«x»'", "  password: «hunter»\n  user: x",
      "- {name: a, password: «hunter», uid: 1}", "password: «hunter2x» for nova",
      "userPassword:: «aGk=»",
      "password=«ü€🔑» user=x", "[keystone_authtoken]\npassword =\nuser = nova",
      "password=«x» and secret=«y», token='«z»'",
    ])
  func oddValues(_ marked: String) { expect(marked) }

  @Test(
    "What is no secret stays",
    arguments: [
      "Access denied for user 'nova'@'localhost' (using password: YES)",
      "password=None, token=null",
      "(pymysql.err.OperationalError) (1045, \"Access denied for user 'nova'@'10.0.0.5'\")",
      "Identity server rejected token: Unauthorized", "token_expiration=3600 passwords=3",
      "Unable to validate token: HTTPConnectionPool(host='10.0.0.1', port=5000): Max retries",
      "Failed to decode token: 'NoneType' object has no attribute 'x'", "password=<SANITIZED>",
      "syntax error near unexpected token 'newline'", "http://10.0.0.1:5000/v3/users/foo@bar.org",
      "http://[::1]:8774/a:b@c", "http://controller:5000/ and a@b", "ssh://git@review:29418/x",
      "secret \"nova-db-password\" not found", "with --os-password or env[OS_PASSWORD]",
      "usage: [--os-password <auth-password>]", "    self.token = self.get_token(user)",
      "    password=getpass.getpass()", "auth_type must be one of ('password', 'token')",
      "could not read secret: /etc/nova/x1/y2", "Secret not found: no secret with matching uuid",
      "image sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      "mysql://nova@host/db", "memcache servers 10.0.0.1:11211,10.0.0.2:11211 user@x",
      "Basic authentication failed", "password=%(password)s user=${USER} token=${TOKEN}",
      "ERROR: No module named 'secrets'", "python -m secret --password-file /etc/x", "",
    ])
  func harmless(_ text: String) {
    #expect(SecretMask().masked(text) == text)
  }

  @Test(
    "Escape sequences within a secret or its name hide nothing from the mask",
    arguments: [
      "pass\u{1B}[1mword=\u{1B}[31m«s3\u{1B}[0mcret»\u{1B}[0m x",
      "#033[01;31mpassword=«#033[0ms3cret» user=u", "\u{1B}]0;x\npassword=«s3cret»",
    ])
  func colours(_ marked: String) { expect(marked) }

  @Test("A private key is masked line by line, whole, cut, or without its beginning")
  func keyBlock() {
    let mask = SecretMask()
    let line = String(repeating: "aB3+", count: 16)
    let block = "x -----BEGIN RSA PRIVATE KEY-----\n\(line)\nend=\n-----END RSA PRIVATE KEY----- y"
    let masked = "x -----BEGIN RSA PRIVATE KEY-----\n***\n***\n-----END RSA PRIVATE KEY----- y"
    #expect(mask.masked(block) == masked)
    #expect(mask.masked("-----BEGIN PRIVATE KEY-----\\nabc") == "-----BEGIN PRIVATE KEY-----***")
    #expect(mask.masked("ERROR a \(line)\nERROR a end=") == "ERROR a ***\nERROR a end=")
  }

  @Test("A text that begins within a secret is masked from its beginning")
  func lead() {
    #expect(SecretMask().masked("cret' user=u", after: "password='very se") == "***' user=u")
  }

  @Test("A capture is masked where it was a secret in its text, and only there")
  func captures() {
    let mask = SecretMask()
    let text = "cannot connect to mysql://nova:nova@db/nova with s3cret, token='s3cret2'"
    let captures = [
      "user": "nova", "account": "nova:nova@db", "token": "s3cret2", "word": "s3cret",
      "url": "mysql://a:b@c",
    ]
    let masked = [
      "user": "nova", "account": "nova:***@db", "token": "***", "word": "s3cret",
      "url": "mysql://a:***@c",
    ]
    #expect(mask.masked(captures, takenFrom: text) == masked)
  }
}
