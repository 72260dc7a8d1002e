package dev.millrace.database;

import dev.millrace.database.server.Dialect;
import java.util.ArrayList;
import java.util.List;

/**
 * A query whose parameters have names, such as {@code SELECT * FROM orders WHERE region = :region}, as drivers want it: with
 * question marks.
 *
 * <p>What looks like a name inside of texts, quoted names, comments and PostgreSQL's dollar quotes is left as it is, and so
 * are casts ({@code ::int}), array slices ({@code [1:2]}) and assignments ({@code :=}). Immutable.
 *
 * @param sql without a semicolon at its end
 * @param names of the parameters in the order of the question marks; a name may come again
 */
record NamedSql(String sql, List<String> names) {

    NamedSql {
        names = List.copyOf(names);
    }

    /**
     * Reads a query as its server does. PostgreSQL's operators with a question mark are written twice, as its driver wants
     * them.
     *
     * @throws IllegalArgumentException when a text or comment has no end, when it holds another question mark or more than
     *     one statement; the message says which, and at which character, from 1
     */
    static NamedSql parse(String text, Dialect dialect) {
        return new Scanner(text.strip(), dialect).scan();
    }

    /** One walk over the text. */
    private static final class Scanner {

        private final String text;
        private final Dialect dialect;
        private final StringBuilder sql = new StringBuilder();
        private final List<String> names = new ArrayList<>();
        private int at;

        Scanner(String text, Dialect dialect) {
            this.text = text;
            this.dialect = dialect;
        }

        NamedSql scan() {
            while (at < text.length()) {
                char next = text.charAt(at);
                switch (next) {
                    case '\'' -> quoted('\'', isMySql() || isEscapeText());
                    case '"' -> quoted('"', isMySql());
                    case '`' -> quoted('`', false);
                    case '-' -> lineComment(startsWith("--") && (!isMySql() || isBlank(at + 2)));
                    case '#' -> lineComment(isMySql());
                    case '/' -> blockComment();
                    case '$' -> dollarQuoted();
                    case ':' -> colon();
                    case '?' -> questionMark();
                    case ';' -> end();
                    default -> copy(1);
                }
            }
            return new NamedSql(sql.toString().strip(), names);
        }

        private void quoted(char quote, boolean escapes) {
            int end = at + 1;
            while (end < text.length() && text.charAt(end) != quote) {
                end += escapes && text.charAt(end) == '\\' ? 2 : 1;
            }
            // A quote that is doubled ends one text and begins the next, which leads to the same.
            copyTo(end + 1, "what begins with " + quote);
        }

        /** PostgreSQL's {@code E'...'}. */
        private boolean isEscapeText() {
            boolean isMarked = at > 0 && Character.toLowerCase(text.charAt(at - 1)) == 'e';
            return isMarked && (at == 1 || !isNamePart(text.charAt(at - 2)));
        }

        private void lineComment(boolean begins) {
            if (!begins) {
                copy(1);
                return;
            }
            int end = text.indexOf('\n', at);
            copy((end < 0 ? text.length() : end) - at);
        }

        /** PostgreSQL's comments may hold others; elsewhere the first end counts. */
        private void blockComment() {
            if (!startsWith("/*")) {
                copy(1);
                return;
            }
            int depth = 1;
            int end = at + 2;
            while (end < text.length() && depth > 0) {
                if (text.startsWith("*/", end)) {
                    depth--;
                    end += 2;
                } else if (!isMySql() && text.startsWith("/*", end)) {
                    depth++;
                    end += 2;
                } else {
                    end++;
                }
            }
            copyTo(depth == 0 ? end : text.length() + 1, "a comment");
        }

        private void dollarQuoted() {
            int tag = at + 1;
            while (tag < text.length() && isNamePart(text.charAt(tag)) && text.charAt(tag) != '$') {
                tag++;
            }
            boolean begins = dialect == Dialect.POSTGRESQL
                    && tag < text.length()
                    && text.charAt(tag) == '$'
                    && (at == 0 || !isNamePart(text.charAt(at - 1)))
                    && !Character.isDigit(text.charAt(at + 1));
            if (!begins) {
                copy(1);
                return;
            }
            String mark = text.substring(at, tag + 1);
            int end = text.indexOf(mark, tag + 1);
            copyTo(end < 0 ? text.length() + 1 : end + mark.length(), "what begins with " + mark);
        }

        private void colon() {
            if (startsWith("::") || startsWith(":=")) {
                copy(2);
                return;
            }
            int end = at + 1;
            while (end < text.length() && isNamePart(text.charAt(end)) && text.charAt(end) != '$') {
                end++;
            }
            boolean isName = end > at + 1 && !Character.isDigit(text.charAt(at + 1));
            boolean isSlice = at > 0 && (isNamePart(text.charAt(at - 1)) || text.charAt(at - 1) == ']');
            if (!isName || isSlice) {
                copy(1);
                return;
            }
            names.add(text.substring(at + 1, end));
            sql.append('?');
            at = end;
        }

        private void end() {
            int begin = at;
            at++;
            String rest = text.substring(at);
            at = text.length();
            if (!rest.isBlank()) {
                at = begin;
                throw wrong("holds more than one statement", "leave one SELECT");
            }
        }

        /** Parameters have names, so that it can only be an operator. */
        private void questionMark() {
            if (dialect != Dialect.POSTGRESQL) {
                throw wrong("holds a question mark", "name the parameter, such as :since");
            }
            sql.append("??");
            at += startsWith("??") ? 2 : 1;
        }

        private boolean isMySql() {
            return dialect == Dialect.MYSQL;
        }

        private boolean isBlank(int index) {
            return index >= text.length() || text.charAt(index) <= ' ';
        }

        private boolean startsWith(String mark) {
            return text.startsWith(mark, at);
        }

        private void copy(int characters) {
            sql.append(text, at, at + characters);
            at += characters;
        }

        private void copyTo(int end, String what) {
            if (end > text.length()) {
                throw wrong("has " + what + " and no end of it", "close it");
            }
            copy(end - at);
        }

        private IllegalArgumentException wrong(String what, String remedy) {
            return new IllegalArgumentException(what + " at character " + (at + 1) + ": " + remedy);
        }

        private static boolean isNamePart(char character) {
            return Character.isLetterOrDigit(character) || character == '_' || character == '$';
        }
    }
}
