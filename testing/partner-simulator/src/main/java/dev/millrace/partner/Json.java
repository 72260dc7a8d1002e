package dev.millrace.partner;

/** The little JSON that a partner writes. */
public final class Json {

    private Json() {}

    /** A text in quotes, escaped. */
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int at = 0; at < text.length(); at++) {
            char sign = text.charAt(at);
            switch (sign) {
                case '"', '\\' -> quoted.append('\\').append(sign);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (sign < ' ') {
                        quoted.append(String.format("\\u%04x", (int) sign));
                    } else {
                        quoted.append(sign);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
