package dev.millrace.feed.edi;

import java.util.List;

/**
 * What was found in one interchange: all that an acknowledgement says.
 *
 * @param findings of the interchange itself
 */
record InterchangeReport(Envelope interchange, List<GroupReport> groups, List<Finding> findings) {

    InterchangeReport {
        groups = List.copyOf(groups);
        findings = List.copyOf(findings);
    }
}
