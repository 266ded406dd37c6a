/// How common short runs of bytes are in service logs.
struct GramFrequency {
  private let gramLength: Int
  /// A bit for each of the grams of ``words``, by hash.
  private var common = [UInt64](repeating: 0, count: 1024)

  /// How often grams stand in a log, by hash; see ``count(in:)``.
  private var seen: [UInt16] = []

  init(gramLength: Int) {
    self.gramLength = gramLength
    for gram in LiteralScanner.grams(of: Self.words, length: gramLength) {
      let bit = Self.number(gram) >> 2
      common[bit >> 6] |= 1 << UInt64(bit & 63)
    }
  }

  /// Counts the grams of a log, which then matter more than what is known of logs in general.
  ///
  /// Takes 512 KiB. Grams may share a number: a window seems more common then.
  mutating func count(in log: Span<UInt8>) {
    seen = [UInt16](repeating: 0, count: 1 << 18)
    var gram: UInt64 = 0
    for index in 0..<log.count {
      gram = LiteralScanner.next(gram, log[index], length: gramLength)
      let number = Self.number(gram)
      if seen[number] < .max { seen[number] += 1 }
    }
  }

  private static func number(_ gram: UInt64) -> Int {
    Int(truncatingIfNeeded: (gram &* 0x9E37_79B9_7F4A_7C15) >> 46)
  }

  /// The 240 most common pairs, the most common first: two thirds of all pairs.
  ///
  /// Counted over 4 MB of the DEBUG logs in `corpus/clean`, case folded as ``LiteralScanner`` does.
  private static let common: [UInt8] = Array(
    (#"on  aceresenck11 -re 1destlo- tee ce/sneinpyve [no: se] co1  d26taop/ofapt21ge12"#
      + #"2002thitt_g aglioss .1ti, 6-si1-_ciceb-2le3.-1hoe-o_slatals/ r "paroeteq-4/vbu /"#
      + #"yt.prvugnt/l/pibke2/t/1/-pk2nvvab/kay:vit n3orutfie.ueulidau nnf*2 228to00mev/2:"#
      + #" 'edade_anefng:582ltnc_s lio.0om:0q-caecov27og18bacf-]nd47igd :2 o/cocg_lu[n0.ma"#
      + #"24_o48e9g.la =.s1:pr_v2203463994:377":= t.5 g/84 a':nafg43urtr049510_i99ddil0 8b"#
      + #"he:1n gictbf-b35bb4f1533nsys53c36 37f9ea-a81ev2 llar flsn_as41ap17r :4 ipi64ol.c"#).utf8)

  private static let costs: [UInt8] = {
    var costs = [UInt8](repeating: 0, count: 1 << 16)
    let count = common.count / 2
    for rank in 0..<count {
      let pair = Int(common[2 * rank] | 0x20) << 8 | Int(common[2 * rank + 1] | 0x20)
      costs[pair] = UInt8(count - rank)
    }
    return costs
  }()

  /// The words of four letters or more that are seen most often in the same logs; a gram out of one is
  /// more common than its pairs say.
  private static let words = Array(
    (" oslo none debug stack python packages site service default config values nova backend "
      + "eventlet keystone compute common request wsgi server glance info user project concurrency "
      + "domain name manager false version policy context admin instance error neutron auth "
      + "resource lock cell middleware rabbit bytes placement process http store scheduler cache "
      + "host volume uwsgi cinder processing roles token resources null remote true status "
      + "messaging logging enforcer target string agent connections event identity notifications "
      + "filter type running file callback keys created state network system create thread time "
      + "allocation image connection command available ").utf8)

  /// The start of the window of `literal` that holds `count` grams which are seldom seen in logs.
  ///
  /// - Precondition: the literal has as many grams.
  func rarestWindow(of literal: [UInt8], count: Int) -> Int {
    let grams = LiteralScanner.grams(of: literal, length: gramLength)
    // What stands before each gram, together.
    var windows: [Int] = [0]
    var pairs = 0
    for index in grams.indices {
      // The ranks of a gram's pairs together, and more if it is of a common word.
      if index == 0 {
        for pair in 0..<(gramLength - 1) { pairs += Self.cost(of: literal, at: pair) }
      } else {
        pairs += Self.cost(of: literal, at: index + gramLength - 2)
        pairs -= Self.cost(of: literal, at: index - 1)
      }
      let number = Self.number(grams[index])
      let isCommon = common[number >> 8] >> UInt64(number >> 2 & 63) & 1 == 1
      var cost = pairs + (isCommon ? 2_000 : 0)
      if !seen.isEmpty { cost += Int(seen[number]) * 2_000 }
      windows.append(windows[index] + cost)
    }
    var best = 0
    for start in 0...(grams.count - count)
    where windows[start + count] - windows[start] < windows[best + count] - windows[best] {
      best = start
    }
    return best
  }

  private static func cost(of literal: [UInt8], at index: Int) -> Int {
    Int(costs[Int(literal[index] | 0x20) << 8 | Int(literal[index + 1] | 0x20)])
  }
}
