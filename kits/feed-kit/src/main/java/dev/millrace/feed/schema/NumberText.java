package dev.millrace.feed.schema;

import java.util.Optional;

/** Reads numbers as people of different countries write them: signs, groups of three digits, and a fraction. */
record NumberText(char decimal, Optional<Character> grouping) {

    NumberText(ValueRules rules) {
        this(rules.decimal(), rules.grouping());
    }

    /**
     * The number in the form that Java's own parsers take: ASCII digits, a point, an exponent. Empty for what is none, such
     * as groups of other than three digits.
     */
    Optional<String> plain(String text, boolean fraction) {
        String digits = text;
        if (grouping.isPresent()) {
            Optional<String> joined = joinGroups(text);
            if (joined.isEmpty()) {
                return joined;
            }
            digits = joined.get();
        }
        if (decimal != '.') {
            if (digits.indexOf('.') >= 0) {
                return Optional.empty();
            }
            digits = digits.replace(decimal, '.');
        }
        return isNumber(digits, fraction) ? Optional.of(digits) : Optional.empty();
    }

    private Optional<String> joinGroups(String text) {
        char sign = grouping.orElseThrow();
        StringBuilder joined = new StringBuilder(text.length());
        int begin = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
        int whole = text.length();
        for (int i = begin; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == decimal || c == 'e' || c == 'E') {
                whole = i;
                break;
            }
        }
        int since = -1;
        joined.append(text, 0, begin);
        for (int i = begin; i < whole; i++) {
            char c = text.charAt(i);
            boolean separates = c == sign || (sign == ' ' && (c == '\u00A0' || c == '\u202F'));
            if (!separates) {
                joined.append(c);
                continue;
            }
            int group = i - (since < 0 ? begin : since + 1);
            if (group < 1 || (since < 0 ? group > 3 : group != 3)) {
                return Optional.empty();
            }
            since = i;
        }
        if (since >= 0 && whole - since - 1 != 3) {
            return Optional.empty();
        }
        return Optional.of(joined.append(text, whole, text.length()).toString());
    }

    private static boolean isNumber(String text, boolean fraction) {
        int length = text.length();
        int at = length > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
        int digits = digits(text, at);
        int behind = at + digits;
        if (fraction && behind < length && text.charAt(behind) == '.') {
            int more = digits(text, behind + 1);
            digits += more;
            behind += 1 + more;
        }
        if (digits == 0) {
            return false;
        }
        if (fraction && behind < length && (text.charAt(behind) | 0x20) == 'e') {
            int exponent = behind + 1;
            if (exponent < length && (text.charAt(exponent) == '-' || text.charAt(exponent) == '+')) {
                exponent++;
            }
            int count = digits(text, exponent);
            return count > 0 && count <= 4 && exponent + count == length;
        }
        return behind == length;
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - from;
    }
}
