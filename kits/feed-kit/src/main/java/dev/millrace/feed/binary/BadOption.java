package dev.millrace.feed.binary;

import java.util.List;

/** Options that can't be meant, each with what is wrong. */
final class BadOption extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * One of them.
     *
     * @param sentence what is wrong and what to do
     */
    record Complaint(String key, String sentence) {}

    private final transient List<Complaint> complaints;

    BadOption(String key, String sentence) {
        this(List.of(new Complaint(key, sentence)));
    }

    BadOption(List<Complaint> complaints) {
        super(
                String.join(
                        "; ",
                        complaints.stream()
                                .map(complaint -> complaint.key() + ": " + complaint.sentence())
                                .toList()),
                null,
                false,
                false);
        this.complaints = List.copyOf(complaints);
    }

    List<Complaint> complaints() {
        return complaints;
    }
}
