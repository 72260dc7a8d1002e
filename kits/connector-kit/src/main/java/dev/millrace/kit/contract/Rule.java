package dev.millrace.kit.contract;

import dev.millrace.kit.BoundedText;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** A part of a contract, compiled; immutable, for any thread. It has nothing to say of values that it is not about. */
interface Rule {

    /** Lets all pass. */
    Rule ANY = (schema, value, report) -> true;

    /**
     * Whether a value keeps to it.
     *
     * @param schema the value's schema, where it has one
     * @param report where to put what is wrong; null to learn no more than whether anything is
     * @throws BoundedText.TooCostly without a report, when nothing shows whether it does
     */
    boolean holds(@Nullable Schema schema, @Nullable Object value, @Nullable Report report);

    /** Puts a violation of this keyword where one may be put. */
    static boolean violated(@Nullable Report report, String keyword) {
        if (report != null) {
            report.add(keyword);
        }
        return false;
    }
}
