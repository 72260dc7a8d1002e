package dev.millrace.partner.tcp;

/** The fields of ISO 8583:1987 as text: fixed width, or a length of two or three digits in front (clause 4.3, table of data elements). */
final class IsoFields {

    private static final int LL = -2;
    private static final int LLL = -3;

    /** Fields 2 to 128 in rows of ten; positive = fixed width. */
    private static final int[] WIDTHS = {
        LL, 6, 12, 12, 12, 10, 8, 8, 8, 6, 6, 4, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 2, 2, 1, 9, 9, 9, 9, LL, LL, LL, LL,
        LLL, 12, 6, 2, 3, 8, 15, 40, LL, LL, LLL, LLL, LLL, 3, 3, 3, 16, 16, LLL, LLL, LLL, LLL, LLL, LLL, LLL, LLL,
        LLL, LLL, 16, 1, 1, 2, 3, 3, 3, 4, 4, 6, 10, 10, 10, 10, 10, 10, 10, 10, 12, 12, 12, 12, 16, 16, 16, 16, 42, 1,
        2, 5, 7, 42, 16, 17, 25, LL, LL, LL, LL, LL, LLL, LLL, LLL, LLL, LLL, LLL, LLL, LLL, LLL, LLL, LLL, LLL, LLL,
        LLL, LLL, LLL, LLL, LLL, LLL, LLL, LLL, LLL, LLL, 16
    };

    private IsoFields() {}

    /** The field as it goes over the line. */
    static String written(int number, String value) {
        int width = WIDTHS[number - 2];
        if (width > 0 && value.length() != width) {
            throw new IllegalArgumentException("field " + number + " has " + width + " letters, not " + value.length());
        }
        return width > 0 ? value : String.format("%0" + -width + "d", value.length()) + value;
    }

    /** How many letters stand in front of the field's value. */
    static int prefix(int number) {
        return Math.max(0, -WIDTHS[number - 2]);
    }

    /** How many letters the value has, given the letters in front of it. */
    static int length(int number, String prefix) {
        return prefix.isEmpty() ? WIDTHS[number - 2] : Integer.parseInt(prefix);
    }
}
