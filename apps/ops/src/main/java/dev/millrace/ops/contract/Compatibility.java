package dev.millrace.ops.contract;

import java.util.List;

/** Who must go on working when a contract changes; in the words of schema registries. */
enum Compatibility {
    /** Readers by the new contract, of records that keep to the old one. */
    BACKWARD,
    /** Readers by the old contract, of records that keep to the new one. */
    FORWARD,
    /** Both. */
    FULL;

    /** What is to be looked at. */
    List<Compatibility> directions() {
        return this == FULL ? List.of(BACKWARD, FORWARD) : List.of(this);
    }
}
