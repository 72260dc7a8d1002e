package dev.millrace.feed.copybook;

import dev.millrace.feed.copybook.PictureSymbols.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cuts a picture, in upper case, into its symbols. */
final class PictureScanner {

    /** More than a record holds. */
    static final int MOST_CHARACTERS = 1 << 27;

    private static final String SYMBOLS = "AX9SVPZ*,.$+-B0/NGUE1€£¥¢¤";
    private static final int LONGEST_COUNT = 9;

    /** Told where in the picture what is wrong. */
    @FunctionalInterface
    interface Complaint {
        void tell(int at, String message);
    }

    private final String text;
    private final Map<String, Integer> constants;
    private final Complaint complaint;

    PictureScanner(String text, Map<String, Integer> constants, Complaint complaint) {
        this.text = text;
        this.constants = constants;
        this.complaint = complaint;
    }

    /** Empty when it was told that it is wrong. */
    Optional<PictureSymbols> symbols() {
        List<Run> runs = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int begin = at;
            char symbol = text.charAt(at);
            if (text.startsWith("CR", at) || text.startsWith("DB", at)) {
                at += 2;
            } else if (SYMBOLS.indexOf(symbol) >= 0) {
                at++;
            } else {
                complaint.tell(
                        at,
                        symbol == ')' || symbol == '('
                                ? "a parenthesis belongs behind a symbol, around how often it stands there, as in X(10)"
                                : "'" + symbol + "' means nothing in a picture");
                return Optional.empty();
            }
            int count = 1;
            if (at < text.length() && text.charAt(at) == '(') {
                int close = text.indexOf(')', at);
                count = count(at, close);
                at = close + 1;
            }
            if (count == 0) {
                return Optional.empty();
            }
            runs.add(new Run(symbol, count, begin));
        }
        return Optional.of(new PictureSymbols(runs));
    }

    /** 0 when it is wrong. */
    private int count(int open, int close) {
        if (close < 0) {
            complaint.tell(open, "this parenthesis does not end");
            return 0;
        }
        String inside = text.substring(open + 1, close).strip();
        boolean number = !inside.isEmpty()
                && inside.length() <= LONGEST_COUNT
                && inside.chars().allMatch(c -> c >= '0' && c <= '9');
        int count = number ? Integer.parseInt(inside) : constants.getOrDefault(inside, 0);
        if (count <= 0 || count > MOST_CHARACTERS) {
            complaint.tell(open, "a number from 1 to " + MOST_CHARACTERS + " belongs between the parentheses");
            return 0;
        }
        return count;
    }
}
