package dev.millrace.legacy.fix;

import dev.millrace.legacy.session.Protocol;
import java.util.Map;

/**
 * What the two sides of a session agreed on.
 *
 * @param sender SenderCompID (49) of ours
 * @param target TargetCompID (56) of ours
 * @param beatSeconds HeartBtInt (108)
 * @param startsAfresh whether each logon resets both rows of numbers (141)
 * @param leastOut the least number that our next message may have
 */
record FixTerms(String sender, String target, int beatSeconds, boolean startsAfresh, long leastOut) {

    static FixTerms of(Protocol protocol) {
        Map<String, String> values = protocol.values();
        return new FixTerms(
                values.getOrDefault("sender", ""),
                values.getOrDefault("target", ""),
                Integer.parseInt(values.getOrDefault("heartbeat-seconds", "30")),
                values.getOrDefault("reset-on-logon", "N").equals("Y"),
                Long.parseLong(values.getOrDefault("next-out", "1")));
    }

    /** How the session is called in offsets and headers. */
    String session() {
        return sender + "-" + target;
    }

    long beatMillis() {
        return beatSeconds * 1000L;
    }

    /** How long the other side may be silent before it is asked: the interval and what a message may take (a fifth of it). */
    long patienceMillis() {
        return beatMillis() + beatMillis() / 5;
    }
}
