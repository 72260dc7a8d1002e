package dev.millrace.http.reply;

import java.util.Optional;

/**
 * What a reply means when its body meets a condition.
 *
 * @param number of the rule in its list, from 1
 * @param statuses for which it counts; empty for all
 */
record ReplyRule(int number, Meaning meaning, Optional<StatusSet> statuses, Condition condition) {

    boolean holds(int status, ReplyBody body) {
        return covers(status) && condition.holds(body);
    }

    boolean covers(int status) {
        return statuses.isEmpty() || statuses.get().holds(status);
    }
}
