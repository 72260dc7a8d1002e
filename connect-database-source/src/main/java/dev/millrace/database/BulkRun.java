package dev.millrace.database;

import java.time.Instant;
import java.util.Map;

/**
 * One run over all rows.
 *
 * @param number from 1
 */
record BulkRun(long number, Instant began) {

    static final String RUN = "run";
    static final String BEGAN = "began.ms";
    static final String ROWS = "rows";
    static final String DONE = "done";

    void write(Map<String, Object> offset, long rows, boolean done) {
        offset.put(RUN, number);
        offset.put(BEGAN, began.toEpochMilli());
        offset.put(ROWS, rows);
        if (done) {
            offset.put(DONE, true);
        }
    }

    /**
     * Reads the run that an offset tells of.
     *
     * @throws IllegalArgumentException when it tells of none
     */
    static BulkRun read(Map<String, ?> offset) {
        return new BulkRun(number(offset, RUN), Instant.ofEpochMilli(number(offset, BEGAN)));
    }

    static long rows(Map<String, ?> offset) {
        return number(offset, ROWS);
    }

    static boolean isDone(Map<String, ?> offset) {
        Object done = offset.get(DONE);
        if (done != null && !(done instanceof Boolean)) {
            throw new IllegalArgumentException(DONE + " is neither true nor missing");
        }
        return Boolean.TRUE.equals(done);
    }

    private static long number(Map<String, ?> offset, String key) {
        if (offset.get(key) instanceof Number number
                && number.doubleValue() == number.longValue()
                && number.longValue() >= 0) {
            return number.longValue();
        }
        throw new IllegalArgumentException(key + " is no whole number from 0 on");
    }
}
