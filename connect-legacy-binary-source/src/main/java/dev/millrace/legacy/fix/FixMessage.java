package dev.millrace.legacy.fix;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A message of FIX (tag=value) whose frame was found whole. Of a tag that is there twice the first counts. */
final class FixMessage {

    private static final Set<String> SESSION_TYPES = Set.of("0", "1", "2", "3", "4", "5", "A");
    private static final byte SOH = 1;

    private final Map<Integer, String> fields = new HashMap<>();

    FixMessage(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            int end = at;
            while (end < bytes.length && bytes[end] != SOH) {
                end++;
            }
            keep(new String(bytes, at, end - at, StandardCharsets.ISO_8859_1));
            at = end + 1;
        }
    }

    /** The session looks at the header and at its own messages; tags of more than five digits are none of its. */
    private void keep(String field) {
        int equals = field.indexOf('=');
        if (equals >= 1 && equals <= 5 && field.chars().limit(equals).allMatch(sign -> sign >= '0' && sign <= '9')) {
            fields.putIfAbsent(Integer.valueOf(field.substring(0, equals)), field.substring(equals + 1));
        }
    }

    Optional<String> field(int tag) {
        return Optional.ofNullable(fields.get(tag));
    }

    OptionalLong number(int tag) {
        String text = fields.getOrDefault(tag, "");
        return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    boolean says(int tag, String text) {
        return text.equals(fields.get(tag));
    }

    /** MsgType (35); empty when there is none. */
    String type() {
        return fields.getOrDefault(35, "");
    }

    boolean isOfTheSession() {
        return SESSION_TYPES.contains(type());
    }

    /** PossDupFlag (43). */
    boolean isPossiblyDuplicate() {
        return says(43, "Y");
    }

    /** Whether this is a SequenceReset that fills a gap rather than resets. */
    boolean fillsAGap() {
        return says(123, "Y");
    }
}
