package dev.millrace.feed;

import java.util.Map;

/** How many tasks a connector may have, as its configuration says. */
final class TaskCount {

    private static final String TASKS_MAX = "tasks.max";

    private TaskCount() {}

    /** Whether one task sees all files; so it is where nothing is said. */
    static boolean isOne(Map<String, String> configuration) {
        return configuration.getOrDefault(TASKS_MAX, "1").trim().equals("1");
    }
}
