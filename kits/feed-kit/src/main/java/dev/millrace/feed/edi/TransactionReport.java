package dev.millrace.feed.edi;

import java.util.List;

/**
 * What was found in one transaction set (X12) or message (EDIFACT, TRADACOMS).
 *
 * @param findings in the order of the bytes, at most {@link #MAX_FINDINGS}
 * @param segments how many it has, its header and trailer included
 */
record TransactionReport(Envelope transaction, List<Finding> findings, int segments) {

    /** More are not kept: a sender who has that many mistakes reads the first. */
    static final int MAX_FINDINGS = 100;

    TransactionReport {
        findings = List.copyOf(findings);
    }
}
