package dev.millrace.feed.copybook;

import dev.millrace.feed.plan.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the literals behind VALUE. For one thread. */
final class ValueClause {

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9.,]+(?:E[+-]?[0-9]+)?", Pattern.CASE_INSENSITIVE);
    private static final Set<String> FIGURATIVES = Set.of(
            "ZERO",
            "ZEROS",
            "ZEROES",
            "SPACE",
            "SPACES",
            "LOW-VALUE",
            "LOW-VALUES",
            "HIGH-VALUE",
            "HIGH-VALUES",
            "QUOTE",
            "QUOTES",
            "NULL",
            "NULLS",
            "TRUE",
            "FALSE");

    private final TokenCursor cursor;

    ValueClause(TokenCursor cursor) {
        this.cursor = cursor;
    }

    /** From behind VALUE: ranges, each from one literal to another. What condition FALSE sets is left out. */
    List<Item.ValueRange> parse() {
        cursor.skip("IS", "ARE");
        List<Item.ValueRange> ranges = new ArrayList<>();
        while (!cursor.atPeriod()) {
            if (cursor.skip("WHEN")) {
                cursor.skip("SET");
                cursor.skip("TO");
            } else if (cursor.peek().isWord("FALSE") && !ranges.isEmpty()) {
                cursor.next();
                cursor.skip("IS");
                literal();
            } else if (cursor.skip("FROM", "TO")) {
                subscripts();
            } else if (isValue(ranges.isEmpty())) {
                String from = literal();
                ranges.add(new Item.ValueRange(from, cursor.skip("THRU", "THROUGH") ? literal() : from));
            } else {
                break;
            }
        }
        return ranges;
    }

    private boolean isValue(boolean first) {
        Token token = cursor.peek();
        if (token.is(Token.Kind.LITERAL)) {
            return true;
        }
        if (Levels.isLevel(token) && token.first() && cursor.peek(1).is(Token.Kind.WORD) && !goesOn(cursor.peek(1))) {
            return false;
        }
        return isWordValue(token) || (first && token.is(Token.Kind.WORD) && !ClauseParser.begins(token.word()));
    }

    private static boolean isWordValue(Token token) {
        return token.is(Token.Kind.WORD)
                && (NUMBER.matcher(token.text()).matches()
                        || FIGURATIVES.contains(token.word())
                        || token.isWord("ALL", "+", "-"));
    }

    private static boolean goesOn(Token token) {
        return isWordValue(token) || token.isWord("THRU", "THROUGH", "WHEN", "FROM");
    }

    /** One, with the literals that {@code &} joins to it. */
    private String literal() {
        if (cursor.atPeriod()) {
            return "";
        }
        boolean all = cursor.skip("ALL");
        String sign = cursor.peek().isWord("+", "-") ? cursor.next().text() : "";
        Token token = cursor.atPeriod() ? Token.START : cursor.next();
        StringBuilder text = new StringBuilder(all ? "ALL " : sign);
        text.append(token.is(Token.Kind.LITERAL) ? Literals.content(token.text()) : token.text());
        while (cursor.skip("&") && cursor.peek().is(Token.Kind.LITERAL)) {
            text.append(Literals.content(cursor.next().text()));
        }
        return text.toString();
    }

    private void subscripts() {
        while (!cursor.atPeriod() && !cursor.skip(")")) {
            cursor.next();
        }
    }
}
