package dev.millrace.feed.edi;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Names answers: letters, digits, dots and dashes, fit for a file name, and the same whenever the same bytes are read. */
final class ReplyName {

    private static final int LONGEST_PART = 40;

    private ReplyName() {}

    /**
     * Such as {@code 997-ACME-000000123-45.edi}.
     *
     * @param offset where the interchange begins in its stream; told when it is not the first
     */
    static String of(AcknowledgementType type, Envelope interchange, String group, long offset) {
        StringBuilder name = new StringBuilder(type.label())
                .append('-')
                .append(part(interchange.sender()))
                .append('-')
                .append(part(interchange.control()));
        if (!group.isEmpty()) {
            name.append('-').append(part(group));
        }
        if (offset > 0) {
            name.append("-at").append(offset);
        }
        return name.append(".edi").toString();
    }

    /** A text that had to be changed carries a check sum of what it was: two different ones stay different. */
    private static String part(String text) {
        String safe = text.replaceAll("[^A-Za-z0-9-]", "-");
        String cut = safe.length() > LONGEST_PART ? safe.substring(0, LONGEST_PART) : safe;
        if (cut.equals(text)) {
            return cut;
        }
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return cut + "." + Long.toHexString(sum.getValue());
    }
}
