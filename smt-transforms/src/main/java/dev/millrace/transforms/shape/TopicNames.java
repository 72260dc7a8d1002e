package dev.millrace.transforms.shape;

import dev.millrace.transforms.rewrite.RuleFailure;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which topics a record may be sent to: those that Kafka takes (letters of ASCII, digits, dots, dashes and underscores, 1 to
 * 249 of them, but neither {@code .} nor {@code ..}: org.apache.kafka.common.internals.Topic), and that an option allows. For
 * any thread.
 */
final class TopicNames {

    private static final int LONGEST = 249;

    private final Optional<Pattern> allowed;
    /** Most records go where the last one went. */
    private volatile @Nullable String last;

    TopicNames(Optional<Pattern> allowed) {
        this.allowed = allowed;
    }

    /**
     * The same name, if a record may go there.
     *
     * @throws RuleFailure with the code {@code illegal-topic} or {@code topic-not-allowed}
     */
    String check(String topic, String rule) {
        if (!topic.equals(last)) {
            complaint(topic).ifPresent(code -> {
                throw new RuleFailure(rule, "$topic", code);
            });
            last = topic;
        }
        return topic;
    }

    /** Why a record may not go there, as a code. */
    Optional<String> complaint(String topic) {
        if (!isLegal(topic)) {
            return Optional.of("illegal-topic");
        }
        return allowed.isPresent() && !allowed.get().matcher(topic).matches()
                ? Optional.of("topic-not-allowed")
                : Optional.empty();
    }

    static boolean isLegal(String topic) {
        if (topic.isEmpty() || topic.length() > LONGEST || topic.equals(".") || topic.equals("..")) {
            return false;
        }
        for (int at = 0; at < topic.length(); at++) {
            char c = topic.charAt(at);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letter && c != '.' && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }
}
