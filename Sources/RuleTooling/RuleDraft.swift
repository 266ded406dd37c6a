/// A rule file that was made from a log.
package struct RuleDraft {
}
