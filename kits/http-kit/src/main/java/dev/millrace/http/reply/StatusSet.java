package dev.millrace.http.reply;

import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Statuses of replies, written as numbers and ranges such as {@code 429} and {@code 500-599}. Immutable. */
public final class StatusSet {

    private static final Pattern PART = Pattern.compile("([2-5]\\d\\d)(?:-([2-5]\\d\\d))?");

    private final BitSet statuses;

    private StatusSet(BitSet statuses) {
        this.statuses = statuses;
    }

    /**
     * Reads a list.
     *
     * @throws IllegalArgumentException when a part is none, with a sentence that says why
     */
    public static StatusSet parse(List<String> parts) {
        BitSet statuses = new BitSet(600);
        for (String part : parts) {
            Matcher read = PART.matcher(part.strip());
            if (!read.matches()) {
                throw new IllegalArgumentException(
                        part.strip() + " is neither a final status, 200 to 599, nor a range of them such as 500-599");
            }
            int first = Integer.parseInt(read.group(1));
            int last = read.group(2) == null ? first : Integer.parseInt(read.group(2));
            if (last < first) {
                throw new IllegalArgumentException(part.strip() + " ends before it begins");
            }
            statuses.set(first, last + 1);
        }
        return new StatusSet(statuses);
    }

    public boolean holds(int status) {
        return status >= 0 && statuses.get(status);
    }

    public boolean isEmpty() {
        return statuses.isEmpty();
    }

    /** The first status that is in both. */
    public int firstShared(StatusSet other) {
        return statuses.stream().filter(other::holds).findFirst().orElse(-1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StatusSet set && set.statuses.equals(statuses);
    }

    @Override
    public int hashCode() {
        return statuses.hashCode();
    }

    @Override
    public String toString() {
        return statuses.stream().mapToObj(Integer::toString).collect(Collectors.joining(","));
    }
}
