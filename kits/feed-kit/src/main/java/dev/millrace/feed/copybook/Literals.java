package dev.millrace.feed.copybook;

/** The texts of literals. */
final class Literals {

    private Literals() {}

    /**
     * What stands between the quotation marks, a doubled one once. A literal with a prefix, such as {@code X'C1'}, stays as it
     * is.
     */
    static String content(String literal) {
        char quote = literal.charAt(0);
        if ((quote != '\'' && quote != '"') || literal.length() < 2) {
            return literal;
        }
        String mark = String.valueOf(quote);
        return literal.substring(1, literal.length() - 1).replace(mark + mark, mark);
    }
}
