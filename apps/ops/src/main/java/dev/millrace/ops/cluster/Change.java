package dev.millrace.ops.cluster;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * What apply does to one connector.
 *
 * @param differences in the order of the alphabet; empty for one that is created
 * @param state after waiting, in Connect's words; empty when nobody waited
 * @param problem why it was not done, or does not run; empty when all is well
 */
public record Change(
        String connector, String file, Action action, List<Difference> differences, String state, String problem) {

    public enum Action {
        CREATE,
        UPDATE,
        UNCHANGED;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Change {
        differences = List.copyOf(differences);
    }

    Change ended(String newState, String newProblem) {
        return new Change(connector, file, action, differences, newState, newProblem);
    }
}
