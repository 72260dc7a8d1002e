package dev.millrace.feed.edi;

/** What a reader saw, set aside or not. Not thread-safe. */
final class EdiTotals {

    private long interchanges;
    private long groups;
    private long transactions;
    private long segments;

    void addInterchange() {
        interchanges++;
    }

    void addGroup() {
        groups++;
    }

    void addTransaction() {
        transactions++;
    }

    void addSegment() {
        segments++;
    }

    long interchanges() {
        return interchanges;
    }

    long groups() {
        return groups;
    }

    long transactions() {
        return transactions;
    }

    long segments() {
        return segments;
    }
}
