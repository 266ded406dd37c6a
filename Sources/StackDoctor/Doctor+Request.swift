package import Findings
internal import LogReading
package import Matching

extension Doctor {
  /// Scans, and follows one request through all that is read.
  ///
  /// Of a call that another request has led to, that other request is followed, for which everything but
  /// standard input is read a second time.
  ///
  /// - Parameters:
  ///   - id: the request.
  ///   - paths: as for ``scan(_:)``.
  ///   - watch: as for ``scan(_:isLive:isTimed:hasTimeline:watch:)``.
  /// - Returns: the way of the request, and the answer of the scan.
  package func follow(
    _ id: RequestID, in paths: [String], watch: (borrowing ScanProgress) -> Bool
  ) -> (trace: RequestTrace, diagnosis: Diagnosis) {
    let answer = followOnce(id, in: paths, watch: watch)
    let callers = answer.trace.records.compactMap { record in
      record.requests.count > 1 && record.requests.last == id.text ? record.requests.first : nil
    }
    guard let caller = callers.first.flatMap(RequestID.init), caller != id, !paths.contains("-")
    else { return answer }
    var whole = followOnce(caller, in: paths, watch: watch)
    whole.trace.call = id.text
    return whole
  }

  private func followOnce(
    _ id: RequestID, in paths: [String], watch: (borrowing ScanProgress) -> Bool
  ) -> (trace: RequestTrace, diagnosis: Diagnosis) {
    let progress = ScanProgress(collector, baseline: baseline)
    progress.requests = RequestCollector(id)
    var findings: [Int: [Fingerprint]] = [:]
    let matcher = LogMatcher(rules) { event in
      let finding = progress.collector.add(event)
      guard case .match(let match) = event, let finding, let requests = progress.requests,
        let index = requests.index(ofRecordAt: match.evidence.position)
          ?? requests.index(ofRecordAt: match.event)
      else { return }
      if findings[index]?.contains(finding) != true { findings[index, default: []].append(finding) }
    }
    scan(paths, progress, matcher, watch: watch)
    progress.requests?.close()
    let requests = progress.requests ?? RequestCollector(id)
    return (
      RequestTrace(requests, findings: findings, from: progress.collector), progress.diagnosis()
    )
  }
}
