package dev.millrace.feed.edi;

import java.util.List;

/**
 * What was found in one functional group; an interchange without groups has a single one whose envelope has no fields.
 *
 * @param transactions those with findings, and the others too while they are not too many to be held
 * @param findings of the group itself
 * @param statedTransactions how many its trailer says it has; -1 where it says nothing
 * @param receivedTransactions how many were counted
 * @param acceptedTransactions how many of them are free of findings
 */
record GroupReport(
        Envelope group,
        List<TransactionReport> transactions,
        List<Finding> findings,
        int statedTransactions,
        int receivedTransactions,
        int acceptedTransactions) {

    GroupReport {
        transactions = List.copyOf(transactions);
        findings = List.copyOf(findings);
    }

    GroupReport(Envelope group, List<TransactionReport> transactions, List<Finding> findings, int statedTransactions) {
        this(group, transactions, findings, statedTransactions, transactions.size(), (int)
                transactions.stream().filter(t -> t.findings().isEmpty()).count());
    }
}
