package dev.millrace.kit.contract;

/** Addresses of mail as RFC 5321, 4.1.2, has them: a dotted or quoted name, and a host or an address in brackets. */
final class EmailText {

    private static final String MARKS = "!#$%&'*+-/=?^_`{|}~";
    private static final int LONGEST = 254;

    private EmailText() {}

    static boolean isAddress(String text) {
        int at = text.lastIndexOf('@');
        return at > 0
                && text.length() <= LONGEST
                && at <= 64
                && (isDotted(text, at) || isQuoted(text, at))
                && (isHost(text, at + 1) || isLiteral(text, at + 1));
    }

    private static boolean isDotted(String text, int end) {
        boolean afterDot = true;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c == '.' ? afterDot : !isLetter(c) && !isDigit(c) && MARKS.indexOf(c) < 0) {
                return false;
            }
            afterDot = c == '.';
        }
        return !afterDot;
    }

    private static boolean isQuoted(String text, int end) {
        if (end < 2 || text.charAt(0) != '"' || text.charAt(end - 1) != '"') {
            return false;
        }
        for (int i = 1; i < end - 1; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
                if (i == end - 1) {
                    return false;
                }
                c = 'x';
            }
            if (c < ' ' || c > '~' || c == '"') {
                return false;
            }
        }
        return true;
    }

    private static boolean isHost(String text, int from) {
        int length = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (length == 0 || text.charAt(i - 1) == '-') {
                    return false;
                }
                length = 0;
            } else if (isLetter(c) || isDigit(c) || (c == '-' && length > 0)) {
                length++;
            } else {
                return false;
            }
            if (length > 63) {
                return false;
            }
        }
        return length > 0 && text.charAt(text.length() - 1) != '-';
    }

    private static boolean isLiteral(String text, int from) {
        if (from + 2 >= text.length() || text.charAt(from) != '[' || text.charAt(text.length() - 1) != ']') {
            return false;
        }
        String address = text.substring(from + 1, text.length() - 1);
        return address.startsWith("IPv6:")
                ? address.length() > 7 && address.substring(5).matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")
                : address.matches("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}");
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
