package dev.millrace.feed;

import dev.millrace.kit.AuditEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the records of a file stand that were left out: the first {@value #LISTED} of them, for the event that ends the file.
 * Immutable; a longer list shares what it has in common with a shorter one, for each record on its way holds the list as it
 * was then.
 */
final class SkippedRecords {

    static final int LISTED = 1_000;
    static final SkippedRecords NONE = new SkippedRecords(null, null, 0);

    private final @Nullable SkippedRecords before;
    private final AuditEvent.@Nullable Skipped last;
    private final int size;

    private SkippedRecords(@Nullable SkippedRecords before, AuditEvent.@Nullable Skipped last, int size) {
        this.before = before;
        this.last = last;
        this.size = size;
    }

    /** One more, unless the list is full. */
    SkippedRecords and(AuditEvent.Skipped record) {
        return size == LISTED ? this : new SkippedRecords(this, record, size + 1);
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** In the order of the file. */
    List<AuditEvent.Skipped> list() {
        Deque<AuditEvent.Skipped> records = new ArrayDeque<>(size + 1);
        SkippedRecords at = this;
        while (at != null && at.last != null) {
            records.addFirst(at.last);
            at = at.before;
        }
        return new ArrayList<>(records);
    }

    /** As it stands in an offset: {@code record:offset:line:code}, separated by spaces. */
    String text() {
        return list().stream()
                .map(one -> one.record() + ":" + one.offset() + ":" + one.line() + ":" + one.code())
                .collect(Collectors.joining(" "));
    }

    /**
     * Reads it back.
     *
     * @throws IllegalArgumentException when it was not written by {@link #text()}
     */
    static SkippedRecords from(String text) {
        SkippedRecords list = NONE;
        for (String one : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            String[] parts = one.split(":", 4);
            if (parts.length < 4) {
                throw new IllegalArgumentException("'skipped' in a file's offset was not written by this connector");
            }
            list = list.and(new AuditEvent.Skipped(number(parts[0]), number(parts[1]), number(parts[2]), parts[3]));
        }
        return list;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException("'skipped' in a file's offset was not written by this connector", wrong);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SkippedRecords that && size == that.size && list().equals(that.list());
    }

    @Override
    public int hashCode() {
        return list().hashCode();
    }
}
