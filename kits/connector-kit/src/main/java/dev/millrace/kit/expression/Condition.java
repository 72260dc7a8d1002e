package dev.millrace.kit.expression;

import dev.millrace.kit.path.RecordPath;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.jspecify.annotations.Nullable;

/** A compiled part of an expression. */
@FunctionalInterface
interface Condition {

    boolean holds(ConnectRecord<?> record);

    /** Holds when something that a path leads to passes a test. */
    static Condition of(RecordPath path, Predicate<@Nullable Object> test) {
        return record -> path.anyMatch(record, test);
    }

    /** Holds when none of the conditions is missing. */
    static Condition all(List<Condition> conditions) {
        if (conditions.size() == 1) {
            return conditions.get(0);
        }
        Condition[] all = conditions.toArray(Condition[]::new);
        return record -> {
            for (Condition one : all) {
                if (!one.holds(record)) {
                    return false;
                }
            }
            return true;
        };
    }

    /** Holds when one of the conditions does. */
    static Condition any(List<Condition> conditions) {
        if (conditions.size() == 1) {
            return conditions.get(0);
        }
        Condition[] all = conditions.toArray(Condition[]::new);
        return record -> {
            for (Condition one : all) {
                if (one.holds(record)) {
                    return true;
                }
            }
            return false;
        };
    }
}
