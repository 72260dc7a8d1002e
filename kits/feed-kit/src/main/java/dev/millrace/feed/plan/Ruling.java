package dev.millrace.feed.plan;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Applies the rules of a field to its values. Immutable. */
final class Ruling {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Rules rules;
    private final boolean isNumber;
    private final Set<String> nulls = new HashSet<>();
    private final Set<String> allowed = new HashSet<>();
    private final Map<String, String> names = new HashMap<>();

    Ruling(Coding coding, Rules rules) {
        this.rules = rules;
        this.isNumber = !(coding instanceof Coding.Text
                || coding instanceof Coding.Digits
                || coding instanceof Coding.Bitmap
                || coding instanceof Coding.Bytes);
        rules.nulls().forEach(literal -> nulls.add(key(literal)));
        rules.allowed().forEach(literal -> allowed.add(key(literal)));
        rules.names().forEach((literal, name) -> names.put(key(literal), name));
        rules.constant().ifPresent(literal -> {
            allowed.clear();
            allowed.add(key(literal));
        });
    }

    /** The schema of values of that schema. */
    Schema schema(Schema read) {
        return names.isEmpty() ? read : Schema.OPTIONAL_STRING_SCHEMA;
    }

    /** What a value becomes: another one, null, or a {@link Flaw}. */
    @Nullable
    Object of(@Nullable Object read) {
        if (read == null || read instanceof Flaw) {
            return read;
        }
        Object value = read instanceof String text ? unpadded(text) : read;
        String key = key(value);
        if (nulls.contains(key)) {
            return null;
        }
        if (!allowed.isEmpty() && !allowed.contains(key)) {
            return Flaw.NOT_ALLOWED;
        }
        return names.isEmpty() ? value : names.containsKey(key) ? names.get(key) : Flaw.NOT_ALLOWED;
    }

    private String unpadded(String text) {
        int begin = 0;
        int end = text.length();
        String pad = rules.pad().orElse("");
        while (!pad.isEmpty() && text.startsWith(pad, end - pad.length()) && end - pad.length() >= begin) {
            end -= pad.length();
        }
        String padLeft = rules.padLeft().orElse("");
        while (!padLeft.isEmpty() && begin + padLeft.length() <= end && text.startsWith(padLeft, begin)) {
            begin += padLeft.length();
        }
        return text.substring(begin, end);
    }

    /** A value or a literal in one form for all that are the same. */
    private String key(Object value) {
        if (value instanceof byte[] bytes) {
            return HEX.formatHex(bytes);
        }
        if (value instanceof Integer || value instanceof Long) {
            return value.toString();
        }
        String text = value.toString();
        return isNumber ? plain(text) : text.stripTrailing();
    }

    private static String plain(String number) {
        BigDecimal value = new BigDecimal(number);
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
