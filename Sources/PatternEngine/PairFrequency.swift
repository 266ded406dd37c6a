/// How common two neighbouring bytes are in service logs.
enum PairFrequency {
  /// The 240 most common pairs, the most common first: two thirds of all pairs.
  ///
  /// Counted over the 4 MB of DEBUG logs in `corpus/clean`, case folded as ``LiteralScanner`` does.
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

  /// From 0 (seldom) to 240 (`on`): a rank, not a probability.
  static func cost(of first: UInt8, _ second: UInt8) -> Int {
    Int(costs[Int(first | 0x20) << 8 | Int(second | 0x20)])
  }
}
