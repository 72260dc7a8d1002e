package dev.millrace.feed.edi;

import org.jspecify.annotations.Nullable;

/** An interchange, a group or a transaction set while it is read; what is counted here is compared with its trailer. */
final class Unit {

    private final Segment header;
    private final Envelope envelope;
    private final String text;
    private long segments;
    private long groups;
    private long transactions;

    /**
     * @param envelope what the header says
     * @param text the header as a stored state has it
     */
    Unit(Segment header, Envelope envelope, String text) {
        this.header = header;
        this.envelope = envelope;
        this.text = text;
    }

    Unit counted(long knownSegments, long knownGroups, long knownTransactions) {
        segments = knownSegments;
        groups = knownGroups;
        transactions = knownTransactions;
        return this;
    }

    Segment header() {
        return header;
    }

    Envelope envelope() {
        return envelope;
    }

    static Envelope envelope(@Nullable Unit unit, Envelope absent) {
        return unit == null ? absent : unit.envelope;
    }

    String text() {
        return text;
    }

    long segments() {
        return segments;
    }

    long groups() {
        return groups;
    }

    long transactions() {
        return transactions;
    }

    void addSegment() {
        segments++;
    }

    void addGroup() {
        groups++;
    }

    void addTransaction() {
        transactions++;
    }
}
