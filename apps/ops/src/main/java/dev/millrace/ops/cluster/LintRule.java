package dev.millrace.ops.cluster;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is asked of a connector's configuration; docs/guides/operating-clusters.md has a row for each. */
public enum LintRule {
    NO_CONFIGURATION,
    NAME,
    UNKNOWN_PLUGIN,
    UNKNOWN_KEY,
    REQUIRED_KEY,
    INVALID_VALUE,
    SECRET_IN_FILE,
    DEAD_LETTERS,
    DEAD_LETTER_HEADERS,
    TOLERANCE,
    TOPIC_CREATION,
    REPLICATION_FACTOR,
    TASKS,
    CONVERTER,
    SIDE_RECORDS,
    OWNER;

    /** As it is printed. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
