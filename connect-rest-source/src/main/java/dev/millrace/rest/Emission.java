package dev.millrace.rest;

import java.util.Map;
import java.util.Optional;

/**
 * A row that becomes a record.
 *
 * @param fault why it can't be a good one, as a code; empty when it is
 * @param offset behind it
 */
record Emission(Row row, Page page, Optional<String> fault, Map<String, ?> offset) {

    /** The same as a row that can't be a good one. */
    Emission faulty(String code) {
        return new Emission(row, page, Optional.of(code), offset);
    }

    /** The same with an offset that says more. */
    Emission at(Map<String, ?> further) {
        return new Emission(row, page, fault, further);
    }
}
