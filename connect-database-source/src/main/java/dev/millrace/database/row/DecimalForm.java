package dev.millrace.database.row;

/** How exact numbers that are no integers are written. */
enum DecimalForm {
    /** Connect's Decimal; where the column has no scale, Debezium's struct of scale and digits. */
    PRECISE,
    /** Decimal text, without exponent. */
    TEXT,
    /** The nearest double. */
    DOUBLE
}
