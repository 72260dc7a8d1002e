package dev.millrace.legacy;

import dev.millrace.legacy.fix.FixConversation;
import dev.millrace.legacy.session.Conversation;
import dev.millrace.legacy.session.ConversationParts;
import dev.millrace.legacy.session.DeclaredConversation;
import dev.millrace.legacy.session.Place;

/** Who speaks which protocol; explicit, without reflection. */
final class Conversations {

    private Conversations() {}

    /**
     * A conversation, not begun.
     *
     * @param place where an earlier task came to, or where to begin
     */
    static Conversation open(ConversationParts parts, Place place) {
        return switch (parts.protocol().java()) {
            case "fix" -> new FixConversation(parts, place);
            default -> new DeclaredConversation(parts, place);
        };
    }
}
