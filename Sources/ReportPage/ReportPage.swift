/// What every HTML report holds beside its text: `report.css` and `report.js` of this folder, and the
/// policy that lets a browser use these two and nothing else.
package enum ReportPage {
  /// The one style sheet.
  package static let style = String(decoding: PackageResources.report_css, as: UTF8.self)
  /// The one script.
  package static let script = String(decoding: PackageResources.report_js, as: UTF8.self)

  /// The icon of a browser's tab, a beat of the heart.
  package static let icon = """
    data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E\
    %3Crect width='32' height='32' rx='7' fill='%232454c6'/%3E\
    %3Cpath d='M4 17h6l3-9 5 16 3-7h7' fill='none' stroke='%23fff' stroke-width='2.5'/%3E%3C/svg%3E
    """

  /// A Content Security Policy (W3C, level 3): no request leaves the page, and only the style sheet and
  /// the script with these very bytes are used, whatever a log may have brought into the page.
  ///
  /// They are named by their SHA-256 in base64, which a test holds to the files. The icon, which has no
  /// text from elsewhere, is the only picture.
  package static let policy = """
    default-src 'none'; style-src 'sha256-Vf98zRdDozXOYHaRjQyEbtHGuWiOjUIbFo7C68l+11g='; \
    script-src 'sha256-jEPgwT3nMl0EYvqairmdR5ic4XU34MXgfAXK4CJHhHo='; img-src data:; \
    base-uri 'none'; form-action 'none'
    """
}
