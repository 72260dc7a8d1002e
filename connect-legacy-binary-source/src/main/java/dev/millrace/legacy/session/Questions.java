package dev.millrace.legacy.session;

import dev.millrace.legacy.session.Protocol.Poll;
import java.util.Optional;

/** Asks a side that speaks only when it is asked. */
final class Questions {

    private final Poll rules;
    private final Speaker speaker;
    private long next;
    private long deadline = Conversation.NEVER;
    private long asked;

    Questions(Poll rules, Speaker speaker) {
        this.rules = rules;
        this.speaker = speaker;
    }

    void begin() {
        next = 0;
        deadline = Conversation.NEVER;
        asked = 0;
    }

    /** Asks when it is time; returns when to come again. */
    long due(long now) {
        if (deadline != Conversation.NEVER) {
            return deadline;
        }
        if (now < next) {
            return next;
        }
        asked++;
        next = now + rules.everyMillis();
        deadline = now + rules.withinMillis();
        speaker.tell(rules.send(), new Speaker.Subject(null, "", String.valueOf(asked), 1));
        return deadline;
    }

    boolean isOverdue(long now) {
        return now >= deadline;
    }

    /** A message came, which may be the answer. */
    void came(MessageRule rule, Message message) {
        boolean isAnswer = rules.answers().isEmpty()
                ? rule.is() == MessageRule.Is.DATA
                : rules.answers().contains(rule.name());
        Optional<String> tells = rules.correlate().flatMap(field -> field.text(message));
        if (isAnswer
                && (rules.correlate().isEmpty()
                        || tells.filter(String.valueOf(asked)::equals).isPresent())) {
            deadline = Conversation.NEVER;
        }
    }
}
