package dev.millrace.transforms.mapping;

import java.util.Set;

/**
 * Finds regular expressions in a text of JSONata. As in its grammar, a slash begins one where an operand is expected, and
 * divides behind one. Belongs to one thread.
 */
final class ScriptText {

    private static final Set<String> OPERATOR_WORDS = Set.of("and", "or", "in");

    private final String text;
    private int at;
    private boolean wantsOperand = true;

    private ScriptText(String text) {
        this.text = text;
    }

    /** Whether the text, which is JSONata, holds a regular expression. */
    static boolean hasRegularExpression(String text) {
        return new ScriptText(text).findsOne();
    }

    private boolean findsOne() {
        while (at < text.length()) {
            char here = text.charAt(at);
            if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                at = end < 0 ? text.length() : end + 2;
            } else if (text.startsWith("**", at)) {
                at += 2;
                wantsOperand = false;
            } else if (here == '/' && wantsOperand) {
                return true;
            } else if (here == '"' || here == '\'' || here == '`') {
                skipQuoted(here);
            } else if (here == '$' || Character.isJavaIdentifierPart(here)) {
                skipWord();
            } else {
                if (!Character.isWhitespace(here)) {
                    pass(here);
                }
                at++;
            }
        }
        return false;
    }

    private void skipQuoted(char quote) {
        at++;
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' && quote != '`' ? 2 : 1;
        }
        at++;
        wantsOperand = false;
    }

    private void skipWord() {
        int begin = at;
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        // A field may be called so too, where no operator can stand.
        wantsOperand = !wantsOperand && OPERATOR_WORDS.contains(text.substring(begin, at));
    }

    private void pass(char sign) {
        switch (sign) {
            case ')', ']', '}' -> wantsOperand = false;
            // Where an operand is expected these are names: all fields, and the parent.
            case '*', '%' -> wantsOperand = !wantsOperand;
            default -> wantsOperand = true;
        }
    }
}
