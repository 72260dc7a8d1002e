package dev.millrace.database;

/**
 * The rows of a part of a table.
 *
 * @param column by whose values the table is cut, as SQL has it
 * @param first the least value in it
 * @param last the greatest value in it
 */
record KeyRange(String column, long first, long last) {

    /** The part of this number, where each has so many values; cut where longs end. */
    static KeyRange of(String column, long part, long keys) {
        long first;
        try {
            first = Math.multiplyExact(part, keys);
        } catch (ArithmeticException beyond) {
            // Only the part of the least long begins before it.
            first = Long.MIN_VALUE;
        }
        long last = Math.floorDiv(Long.MAX_VALUE, keys) == part ? Long.MAX_VALUE : (part + 1) * keys - 1;
        return new KeyRange(column, first, last);
    }
}
