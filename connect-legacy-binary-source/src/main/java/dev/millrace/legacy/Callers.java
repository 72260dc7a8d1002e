package dev.millrace.legacy;

import dev.millrace.legacy.session.Conversation;
import dev.millrace.legacy.session.ConversationParts;
import dev.millrace.legacy.session.Place;
import dev.millrace.legacy.session.Protocol;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The conversations of a server with those who call, each going on where the caller's last one ended. Thread-safe. */
final class Callers {

    private static final int REMEMBERED = 10_000;

    private final ConversationParts parts;
    private final Place begin;
    private final Function<String, Optional<Place>> stored;
    private final Map<String, Conversation> last = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Conversation> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * Conversations.
     *
     * @param begin where a session begins
     * @param stored finds where a caller's session stood when an earlier task ended
     */
    Callers(ConversationParts parts, Place begin, Function<String, Optional<Place>> stored) {
        this.parts = parts;
        this.begin = begin;
        this.stored = stored;
    }

    /** A conversation with a caller, by its address. */
    Conversation conversation(String feed) {
        Protocol protocol = parts.protocol();
        if (!protocol.resumes()) {
            return Conversations.open(parts, begin);
        }
        Place place = place(feed);
        Conversation next = Conversations.open(parts, place);
        synchronized (last) {
            last.put(feed, next);
        }
        return next;
    }

    private Place place(String feed) {
        synchronized (last) {
            Conversation before = last.get(feed);
            if (before != null) {
                return before.place();
            }
        }
        // Of a caller that is not known, whatever comes first is the first.
        return stored.apply(feed).orElse(new Place("", 0));
    }
}
