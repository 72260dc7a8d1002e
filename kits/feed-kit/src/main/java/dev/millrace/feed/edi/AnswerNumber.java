package dev.millrace.feed.edi;

import java.util.Locale;

/**
 * The control number of our own answer in X12 (ISA13): the last seven digits of the received one, then two digits for which
 * answer it is. So the same interchange gets the same answer, byte for byte, however often it is read, and different ones
 * get different numbers while a partner's numbers do not repeat within ten million and an interchange has fewer than a
 * hundred groups.
 */
final class AnswerNumber {

    private static final long NUMBERS = 1_000_000_000L;

    private AnswerNumber() {}

    /**
     * Nine digits.
     *
     * @param received ISA13; what is no digit in it does not count
     * @param answer 0 for the interchange, from 1 for its groups
     */
    static String of(String received, int answer) {
        long number = 0;
        for (int i = 0; i < received.length(); i++) {
            int digit = Character.digit(received.charAt(i), 10);
            if (digit >= 0) {
                number = (number * 10 + digit) % NUMBERS;
            }
        }
        return String.format(Locale.ROOT, "%09d", (number * 100 + answer) % NUMBERS);
    }
}
