import Foundation
import LogReading
import Testing

struct SourceWalkTests {
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var tree: [TreeEntry]
    /// Under the tree's root; empty for the root itself.
    var paths: [String]
    var sources: [LogSource]
    var problems: [ReadProblem]
    var selection = PathSelection()

    init(
      _ testDescription: String, include: [String] = [], exclude: [String] = [],
      followsLinks: Bool = false, _ tree: [TreeEntry], paths: [String] = [""],
      found: [String] = [], named: [String] = [], problems: [ReadProblem] = []
    ) {
      self.testDescription = testDescription
      selection.include = include.map(PathPattern.init)
      selection.exclude = exclude.map(PathPattern.init)
      selection.followsLinks = followsLinks
      self.tree = tree
      self.paths = paths
      sources =
        named.map { .file(path: $0, isNamed: true) }
        + found.map { .file(path: $0, isNamed: false) }
      self.problems = problems
    }
  }

  @Test(
    "Directories",
    arguments: [
      Case("an empty one has no source", []),
      Case(
        "files come in order of name, those of a directory where its name stands",
        [.file("b.log"), .file("sub/z.log"), .file("sub/a.log"), .file("a.log"), .file("sub.log")],
        found: ["/a.log", "/b.log", "/sub/a.log", "/sub/z.log", "/sub.log"]),
      Case(
        "order is that of bytes", [.file("b"), .file("B"), .file("é"), .file("10"), .file("9")],
        found: ["/10", "/9", "/B", "/b", "/é"]),
      Case(
        "one hidden entry is left out", [.file("a"), .file(".b")], found: ["/a"],
        problems: [note(".", "1 hidden entry in directories skipped")]),
      Case(
        "hidden directories count once, whatever is in them",
        [.file("a"), .file(".git/x"), .file(".git/y"), .file("sub/.z")], found: ["/a"],
        problems: [note(".", "2 hidden entries in directories skipped")]),
      Case(
        "a pipe and a socket are left out", [.file("a"), .pipe("p"), .socket("s")], found: ["/a"],
        problems: [
          note("/p", "is not a regular file, skipped"),
          note("/s", "is not a regular file, skipped"),
        ]),
      Case("directories without a file say nothing", [.directory("sub/deeper")]),
    ])
  func directories(_ example: Case) throws { try check(example) }

  @Test(
    "Links",
    arguments: [
      Case(
        "links out of the directory are not followed",
        [
          .file("logs/a"), .file("logs2/b"), .symbolicLink("logs/b", to: "../logs2/b"),
          .symbolicLink("logs/x", to: "../logs2"),
        ],
        paths: ["/logs"], found: ["/logs/a"],
        problems: [
          note(".", "2 links lead out of directories, not followed; see --follow-symlinks")
        ]),
      Case(
        "a link to a file elsewhere is followed if that is asked for", followsLinks: true,
        [.file("logs/a"), .file("elsewhere/b"), .symbolicLink("logs/b", to: "../elsewhere/b")],
        paths: ["/logs"], found: ["/logs/a", "/logs/b"]),
      Case(
        "and so is a link to a directory", followsLinks: true,
        [.file("logs/a"), .file("elsewhere/b"), .symbolicLink("logs/x", to: "../elsewhere")],
        paths: ["/logs"], found: ["/logs/a", "/logs/x/b"]),
      Case(
        "a directory that is named may be a link, and hold links to what is in it",
        [.file("real/a"), .symbolicLink("real/b", to: "a"), .symbolicLink("logs", to: "real")],
        paths: ["/logs/"], found: ["/logs/a"]),
      Case(
        "a file is taken once, by its first name",
        [.file("b"), .hardLink("a", to: "b"), .symbolicLink("c", to: "b")], found: ["/a"]),
      Case(
        "a directory's files are taken once",
        [.file("logs/a"), .symbolicLink("x", to: "logs")], found: ["/logs/a"]),
      Case(
        "a link that leads back is not followed",
        [.file("sub/a"), .symbolicLink("sub/back", to: "..")], found: ["/sub/a"],
        problems: [note("/sub/back", "leads back to a directory above it, skipped")]),
      Case(
        "a link to nothing is left out", [.file("a"), .symbolicLink("b", to: "missing")],
        found: ["/a"], problems: [note("/b", "is a symbolic link to nothing, skipped")]),
      Case(
        "so is a link to itself", [.symbolicLink("b", to: "b")],
        problems: [note("/b", "is a symbolic link to nothing, skipped")]),
    ])
  func links(_ example: Case) throws { try check(example) }

  @Test(
    "Named paths",
    arguments: [
      Case("no path has no source", [], paths: []),
      Case(
        "files come in the order of their names on the command line", [.file("a"), .file("b")],
        paths: ["/b", "/a"], named: ["/b", "/a"]),
      Case("a file named twice is taken once", [.file("a")], paths: ["/a", "/a"], named: ["/a"]),
      Case(
        "a file that was named is not found again", [.file("a"), .file("b")], paths: ["/b", ""],
        found: ["/a"], named: ["/b"]),
      Case("a hidden file is taken", [.file(".a")], paths: ["/.a"], named: ["/.a"]),
      Case("so is a hidden directory", [.file(".d/a")], paths: ["/.d"], found: ["/.d/a"]),
      Case("a pipe is taken", [.pipe("p")], paths: ["/p"], named: ["/p"]),
      Case(
        "a socket is a failure", [.socket("s")], paths: ["/s"],
        problems: [failure("/s", "is a socket")]),
      Case(
        "a path of nothing is a failure, and the next one is taken", [.file("a")],
        paths: ["/missing", "/a"], named: ["/a"],
        problems: [failure("/missing", "no such file or directory")]),
      Case(
        "a file is no directory", [.file("a")], paths: ["/a/b"],
        problems: [failure("/a/b", "not a directory")]),
      Case(
        "a link to nothing is a failure", [.symbolicLink("l", to: "missing")], paths: ["/l"],
        problems: [failure("/l", "no such file or directory")]),
    ])
  func named(_ example: Case) throws { try check(example) }

  private func check(_ example: Case) throws {
    let directory = try TemporaryDirectory()
    for entry in example.tree { try directory.make(entry) }
    let root = directory.path
    let walk = SourceWalk(
      paths: example.paths.map { root + $0 }, selection: example.selection)
    let sources = walk.sources.map { source in
      guard case .file(let path, let isNamed) = source else { return source }
      return LogSource.file(path: String(path.trimmingPrefix(root)), isNamed: isNamed)
    }
    let problems = walk.problems.map {
      ReadProblem(
        source: String($0.source.trimmingPrefix(root)), message: $0.message, kind: $0.kind)
    }
    #expect(sources == example.sources)
    #expect(problems == example.problems)
  }

  @Test(
    "Chosen files",
    arguments: [
      Case(
        "a name is included wherever it stands", include: ["*.log"],
        [.file("a.log"), .file("b.txt"), .file("sub/c.log"), .file("sub/d.txt")],
        found: ["/a.log", "/sub/c.log"],
        problems: [note(".", "2 entries in directories left out by include and exclude")]),
      Case(
        "a directory is included with all that is in it", include: ["nova/"],
        [.file("nova/x/a"), .file("glance/b")], found: ["/nova/x/a"],
        problems: [note(".", "1 entry in directories left out by include and exclude")]),
      Case(
        "several patterns add up, and what is excluded is left out", include: ["a*", "b*"],
        exclude: ["*2"], [.file("a1"), .file("a2"), .file("b1"), .file("c1")],
        found: ["/a1", "/b1"],
        problems: [note(".", "2 entries in directories left out by include and exclude")]),
      Case(
        "an excluded directory is one entry", exclude: ["old"],
        [.file("a"), .file("old/b"), .file("old/c")], found: ["/a"],
        problems: [note(".", "1 entry in directories left out by include and exclude")]),
      Case(
        "a file that is named is read", include: ["*.log"], exclude: ["a*"], [.file("a.txt")],
        paths: ["/a.txt"], named: ["/a.txt"]),
      Case(
        "a path begins in the directory that is named", exclude: ["/a/b"],
        [.file("x/a/b"), .file("x/c/a/b")], paths: ["/x/"], found: ["/x/c/a/b"],
        problems: [note(".", "1 entry in directories left out by include and exclude")]),
    ])
  func chosen(_ example: Case) throws { try check(example) }

  @Test("A dash is standard input, once")
  func standardInput() {
    let walk = SourceWalk(paths: ["-", "-"])
    #expect(walk.sources == [.standardInput])
    #expect(walk.problems == [])
    #expect(walk.sources.map(\.name) == ["(standard input)"])
  }

  @Test(
    "A directory that may not be read is a failure, and the others are read",
    .enabled(if: geteuid() != 0, "root may read everything"))
  func unreadable() throws {
    let directory = try TemporaryDirectory()
    for entry in [TreeEntry.file("a"), .directory("closed"), .file("z")] {
      try directory.make(entry)
    }
    let root = directory.path
    let closed = root + "/closed"
    try #require(chmod(closed, 0) == 0)
    defer { chmod(closed, 0o700) }
    let walk = SourceWalk(paths: [root])
    #expect(
      walk.sources == [
        .file(path: root + "/a", isNamed: false), .file(path: root + "/z", isNamed: false),
      ])
    #expect(
      walk.problems == [ReadProblem(source: closed, message: "permission denied", kind: .failure)])
  }

  private static func note(_ source: String, _ message: String) -> ReadProblem {
    ReadProblem(source: source, message: message, kind: .note)
  }

  private static func failure(_ source: String, _ message: String) -> ReadProblem {
    ReadProblem(source: source, message: message, kind: .failure)
  }
}
